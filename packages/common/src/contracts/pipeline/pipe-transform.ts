import type { Type } from '../injection/type.js';
import type { StandardSchemaV1 } from '../libraries/standard-schema.js';

/** The source of an argument. */
export type Paramtype = 'body' | 'query' | 'param' | 'custom';

/** Describes the argument that a pipe transforms. */
export interface ArgumentMetadata {
  readonly type: Paramtype;
  /** The emitted type of the parameter, if there is one. */
  readonly metatype?: Type<any> | undefined;
  /** The argument of the decorator, for example `'id'` in `@Param('id')`. */
  readonly data?: string | undefined;
  /** The schema given to the decorator, if there is one. */
  readonly schema?: StandardSchemaV1 | undefined;
}

/** Validates or transforms one argument. */
export interface PipeTransform<T = any, R = any> {
  /** @returns the value for the handler, or a promise of it. Throws an exception to refuse the value. */
  transform(value: T, metadata: ArgumentMetadata): R;
}
