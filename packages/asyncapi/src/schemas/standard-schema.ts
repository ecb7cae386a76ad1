import type { MessageSchema } from '@portico/websockets';
import { loadOptional } from './load-optional.js';
import { SchemaProblem, USE_CONVERT_SCHEMA } from './schema-problem.js';

/** The result of converting a schema. */
export interface Conversion {
  readonly schema: unknown;
  /** The parts that are missing because JSON Schema cannot express them. */
  readonly missing?: unknown;
}

/** The part of Standard JSON Schema (https://standardschema.dev/json-schema) that is used. Current libraries implement it. */
interface JsonSchemaConverter {
  input(options: { readonly target: string; readonly libraryOptions?: Readonly<Record<string, unknown>> }): unknown;
}

/** The options with which libraries omit parts that JSON Schema cannot express instead of throwing. */
const LENIENT: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  zod: { unrepresentable: 'any' },
  arktype: { fallback: ({ base }: { readonly base: unknown }) => base },
  valibot: { errorMode: 'ignore' },
};

/**
 * Converts a schema of any library.
 *
 * @throws SchemaProblem if there is no converter for its library
 * @throws the error of the converter
 */
export function convertStandardSchema(schema: MessageSchema): Conversion {
  const { vendor } = schema['~standard'];
  const convert = converterOf(schema);
  try {
    return { schema: synchronous(convert({})) };
  } catch (error) {
    const options = LENIENT[vendor];
    if (!options) throw error;
    return { schema: convert(options), missing: error };
  }
}

/** Rejects promises, because documents are created synchronously. */
function synchronous(schema: unknown): unknown {
  if (!(schema instanceof Promise)) return schema;
  schema.catch(() => undefined);
  throw new SchemaProblem('Its JSON Schema is created asynchronously.', USE_CONVERT_SCHEMA);
}

/** Whether a schema only accepts `undefined`, which means that there is no data. */
export function isVoidSchema(schema: MessageSchema): boolean {
  const { type, expression, def }: KindOfSchema = schema;
  return [type, expression, def?.type].some((each) => each === 'void' || each === 'undefined');
}

/** The properties in which Zod, Valibot and ArkType store the kind of a schema. */
type KindOfSchema = MessageSchema & { type?: unknown; expression?: unknown; def?: { type?: unknown } };

type Convert = (libraryOptions: Readonly<Record<string, unknown>>) => unknown;
type ConvertSchema = (schema: unknown, options: Readonly<Record<string, unknown>>) => unknown;

function converterOf(schema: MessageSchema): Convert {
  const standard: { readonly vendor: string; readonly jsonSchema?: JsonSchemaConverter } = schema['~standard'];
  const { vendor, jsonSchema } = standard;
  if (jsonSchema) return (libraryOptions) => jsonSchema.input({ target: 'draft-07', libraryOptions });
  switch (vendor) {
    case 'zod':
      return zodConverter(schema);
    case 'valibot':
      return valibotConverter(schema);
    default:
      throw new SchemaProblem(
        `The library "${vendor}" does not implement Standard JSON Schema.`,
        `Use a version of it that does. ${USE_CONVERT_SCHEMA}`,
      );
  }
}

/** The converter for versions of Zod before 4.2. */
function zodConverter(schema: MessageSchema): Convert {
  const zod = loadOptional<{ toJSONSchema?: ConvertSchema }>('zod');
  const convert = zod?.toJSONSchema;
  if (!convert)
    throw new SchemaProblem('Versions of Zod before 4 cannot create JSON Schemas.', 'Update it: npm i zod@4');
  return (options) => convert(schema, { io: 'input', target: 'draft-7', ...options });
}

function valibotConverter(schema: MessageSchema): Convert {
  const converter = loadOptional<{ readonly toJsonSchema: ConvertSchema }>('@valibot/to-json-schema');
  if (!converter) {
    throw new SchemaProblem(
      'Schemas of Valibot are described by the package @valibot/to-json-schema, which is not installed.',
      'Install it: npm i @valibot/to-json-schema',
    );
  }
  return (options) => converter.toJsonSchema(schema, { typeMode: 'input', target: 'draft-07', ...options });
}
