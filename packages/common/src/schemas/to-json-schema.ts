import { convertClass } from './class-schema.js';
import { asJsonSchemaError } from './json-schema-error.js';
import type { JsonSchemaOptions, JsonSchemaResult, JsonSchemaSource } from './json-schema-options.js';
import { convertStandardSchema, isStandardSchema } from './standard-schema.js';

/**
 * Converts a schema of a library or a class to JSON Schema of draft 07. Libraries are loaded when they are needed:
 * class-validator-jsonschema for classes, `@valibot/to-json-schema` for Valibot. Other libraries that implement
 * [Standard JSON Schema](https://standardschema.dev/json-schema) need nothing.
 *
 * @param source the schema, or the class
 * @param options which side is described, and what happens to what JSON Schema cannot express
 * @throws JsonSchemaError `PORTICO_JSON_SCHEMA` if the source cannot be converted, or if a required package is not installed or
 *   cannot be loaded
 *
 * @example
 * const { schema } = toJsonSchema(z.object({ born: z.date() }), { direction: 'output' });
 *
 * @example
 * // Components of an OpenAPI document
 * const { schema, missing } = toJsonSchema(Cat, {
 *   direction: 'input',
 *   unsupported: 'omit',
 *   referTo: (type) => ({ $ref: `#/components/schemas/${type.name}` }),
 * });
 */
export function toJsonSchema(source: JsonSchemaSource, options: JsonSchemaOptions): JsonSchemaResult {
  try {
    return isStandardSchema(source) ? convertStandardSchema(source, options) : convertClass(source, options);
  } catch (error) {
    throw asJsonSchemaError(error);
  }
}
