import type { StandardSchemaOptions, StandardSchemaV1 } from '../contracts/libraries/standard-schema.js';

/** Options of the `StandardSchemaSerializerInterceptor`. */
export interface StandardSchemaSerializerInterceptorOptions {
  /** The default schema, if the handler and its class have none. */
  schema?: StandardSchemaV1<any, any> | undefined;
  /** Passed to `validate` of the schema. */
  validateOptions?: StandardSchemaOptions | undefined;
}

/** Options that `@SerializeOptions()` sets for a class or a method. */
export interface StandardSchemaSerializerContextOptions {
  /** The schema of the result, of each element of an array, or of each value of an async iterable. */
  schema?: StandardSchemaV1<any, any> | undefined;
  /** Passed to `validate` of the schema. */
  validateOptions?: StandardSchemaOptions | undefined;
}
