import type { StandardSchemaV1 } from '../contracts/libraries/standard-schema.js';
import { isObject, isObjectOrFunction } from '../values/is-object.js';
import { convertZod } from './convert-zod.js';
import { asJsonSchemaError, JsonSchemaError } from './json-schema-error.js';
import type { JsonSchema, JsonSchemaOptions, JsonSchemaResult } from './json-schema-options.js';
import { type LibraryOptions, omittingOptions, strictOptions } from './library-options.js';
import { loadOptional } from './load-optional.js';

type Direction = JsonSchemaOptions['direction'];
type Convert = (libraryOptions?: LibraryOptions) => unknown;
type ConvertSchema = (schema: unknown, options: LibraryOptions) => unknown;

/** The part of Standard JSON Schema (https://standardschema.dev/json-schema) that is used. */
type JsonSchemaConverter = Readonly<
  Record<Direction, (options: { readonly target: string; readonly libraryOptions?: LibraryOptions }) => unknown>
>;

/**
 * Whether something is a schema of a library that implements Standard Schema. Schemas of ArkType are functions, and a JSON
 * Schema that Zod has made is none, although it has the property `~standard`.
 */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  return isObjectOrFunction(value) && isObject(value['~standard']) && !('$schema' in value);
}

/**
 * Converts a schema of a library.
 *
 * @throws JsonSchemaError, or the error of the library
 */
export function convertStandardSchema(
  schema: StandardSchemaV1,
  { direction, unsupported }: JsonSchemaOptions,
): JsonSchemaResult {
  const { vendor } = schema['~standard'];
  const convert = converterOf(schema, direction);
  try {
    const isZodOutput = vendor === 'zod' && direction === 'output';
    return { schema: asSchema(isZodOutput ? convertZod(convert) : convert(strictOptions(vendor, direction))) };
  } catch (error) {
    const options = unsupported === 'omit' && omittingOptions(vendor, direction);
    if (!options) throw error;
    return { schema: asSchema(convert(options)), missing: asJsonSchemaError(error) };
  }
}

function asSchema(schema: unknown): JsonSchema {
  // `true` accepts everything, `false` nothing.
  if (typeof schema === 'boolean') return schema ? {} : { not: {} };
  if (schema instanceof Promise) {
    schema.catch(() => undefined);
    throw new JsonSchemaError('Its JSON Schema is created asynchronously.');
  }
  if (isObject(schema)) return schema;
  throw new JsonSchemaError('It was converted into something that is not a JSON Schema.');
}

function converterOf(schema: StandardSchemaV1, direction: Direction): Convert {
  const standard: { readonly vendor: string; readonly jsonSchema?: JsonSchemaConverter } = schema['~standard'];
  const { vendor, jsonSchema } = standard;
  if (jsonSchema) {
    return (libraryOptions) => jsonSchema[direction]({ target: 'draft-07', ...(libraryOptions && { libraryOptions }) });
  }
  if (vendor === 'zod') return zodConverter(schema, direction);
  if (vendor === 'valibot') return valibotConverter(schema, direction);
  throw new JsonSchemaError(`This version of the library "${vendor}" does not implement Standard JSON Schema.`);
}

/** The converter for versions of Zod before 4.2. */
function zodConverter(schema: StandardSchemaV1, direction: Direction): Convert {
  const convert = loadOptional<{ readonly toJSONSchema?: ConvertSchema }>('zod')?.toJSONSchema;
  if (!convert) {
    throw new JsonSchemaError('Versions of Zod before 4 cannot create JSON Schemas.', 'Update it: npm i zod@4');
  }
  return (options) => convert(schema, { io: direction, target: 'draft-7', ...options });
}

function valibotConverter(schema: StandardSchemaV1, direction: Direction): Convert {
  const converter = loadOptional<{ readonly toJsonSchema: ConvertSchema }>('@valibot/to-json-schema');
  if (!converter) {
    throw new JsonSchemaError(
      'Schemas of Valibot are described by the package @valibot/to-json-schema, which is not installed.',
      'Install it: npm i @valibot/to-json-schema',
    );
  }
  return (options) => converter.toJsonSchema(schema, { typeMode: direction, target: 'draft-07', ...options });
}
