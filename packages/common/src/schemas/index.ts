/**
 * JSON Schemas of classes and of schemas of libraries, for documents, clients and serializers.
 *
 * @packageDocumentation
 */

export { JsonSchemaError } from './json-schema-error.js';
export type { JsonSchema, JsonSchemaOptions, JsonSchemaResult, JsonSchemaSource } from './json-schema-options.js';
export { isStandardSchema } from './standard-schema.js';
export { toJsonSchema } from './to-json-schema.js';
