/** `@portico/common/schemas`: JSON Schemas of classes and of schemas of libraries, for documents, clients and serializers. */
export { JsonSchemaError } from './json-schema-error.js';
export type { JsonSchema, JsonSchemaOptions, JsonSchemaResult, JsonSchemaSource } from './json-schema-options.js';
export { isStandardSchema } from './standard-schema.js';
export { toJsonSchema } from './to-json-schema.js';
