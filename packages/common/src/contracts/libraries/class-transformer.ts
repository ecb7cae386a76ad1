import type { Type } from '../injection/type.js';

/** Options of `class-transformer`; see its documentation. */
export interface ClassTransformOptions {
  strategy?: 'excludeAll' | 'exposeAll';
  excludeExtraneousValues?: boolean;
  groups?: string[];
  version?: number;
  excludePrefixes?: string[];
  ignoreDecorators?: boolean;
  targetMaps?: { target: Function; properties: { [key: string]: Function } }[];
  enableCircularCheck?: boolean;
  enableImplicitConversion?: boolean;
  exposeDefaultValues?: boolean;
  exposeUnsetFields?: boolean;
}

/** The functions of `class-transformer` that are used. Another package can provide them. */
export interface TransformerPackage {
  plainToInstance<T>(cls: Type<T>, plain: unknown, options?: ClassTransformOptions): T | T[];
  classToPlain(object: unknown, options?: ClassTransformOptions): Record<string, any> | Record<string, any>[];
}
