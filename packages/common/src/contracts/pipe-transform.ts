import type { StandardSchemaV1 } from './standard-schema.js';
import type { Type } from './type.js';

/** Where an argument comes from. */
export type Paramtype = 'body' | 'query' | 'param' | 'custom';

/** What a pipe knows of the argument that it transforms. */
export interface ArgumentMetadata {
  readonly type: Paramtype;
  /** The emitted type of the parameter, if there is one. */
  readonly metatype?: Type<any> | undefined;
  /** The name given to the decorator, for example `'id'` in `@Param('id')`. */
  readonly data?: string | undefined;
  /** The schema given to the decorator, if there is one. */
  readonly schema?: StandardSchemaV1 | undefined;
}

/** Validates or transforms one argument. */
export interface PipeTransform<T = any, R = any> {
  /** @returns the value, or the promise of the value, that the handler gets; throws to refuse it. */
  transform(value: T, metadata: ArgumentMetadata): R;
}
