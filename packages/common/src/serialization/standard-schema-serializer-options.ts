import type { StandardSchemaOptions, StandardSchemaV1 } from '../contracts/standard-schema.js';

/** Options of the `StandardSchemaSerializerInterceptor`. */
export interface StandardSchemaSerializerInterceptorOptions {
  /** The schema of responses whose handler, and its class, name none. */
  schema?: StandardSchemaV1<any, any>;
  /** Handed to the schema's `validate`. */
  validateOptions?: StandardSchemaOptions;
}

/** Options that `@SerializeOptions()` sets for a class or a method. */
export interface StandardSchemaSerializerContextOptions {
  /** The schema of what is sent; of each element, when an array is sent. */
  schema?: StandardSchemaV1<any, any>;
  /** Handed to the schema's `validate`. */
  validateOptions?: StandardSchemaOptions;
}
