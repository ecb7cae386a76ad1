import type { Type } from '../injection/type.js';

/** Options of `class-transformer`; see its documentation. */
export interface ClassTransformOptions {
  strategy?: 'excludeAll' | 'exposeAll' | undefined;
  excludeExtraneousValues?: boolean | undefined;
  groups?: string[] | undefined;
  version?: number | undefined;
  excludePrefixes?: string[] | undefined;
  ignoreDecorators?: boolean | undefined;
  targetMaps?: { target: Function; properties: { [key: string]: Function } }[] | undefined;
  enableCircularCheck?: boolean | undefined;
  enableImplicitConversion?: boolean | undefined;
  exposeDefaultValues?: boolean | undefined;
  exposeUnsetFields?: boolean | undefined;
}

/** The functions of `class-transformer` that are used. Another package can provide them. */
export interface TransformerPackage {
  plainToInstance<T>(cls: Type<T>, plain: unknown, options?: ClassTransformOptions): T | T[];
  classToPlain(object: unknown, options?: ClassTransformOptions): Record<string, any> | Record<string, any>[];
}
