import { loadOptionalPackage, type StandardSchemaV1 } from '@portico/common';
import { isRecord, type JsonSchema } from './json-schema.js';
import { SchemaProblem } from './schema-problem.js';

/** The part of Standard JSON Schema (https://standardschema.dev/json-schema) that is read. */
interface JsonSchemaConverter {
  output(options: { readonly target: string; readonly libraryOptions?: LibraryOptions }): unknown;
}
type LibraryOptions = Readonly<Record<string, unknown>>;
type Convert = (libraryOptions?: LibraryOptions) => unknown;

const TARGET = 'draft-07';
const DATE: JsonSchema = { type: 'string', format: 'date-time' };
const NOTHING: JsonSchema = { type: 'null' };
/** The kinds of schemas that JSON Schema does not have, but JSON does: Fastify writes a `Date` as `JSON.stringify()` does. */
const BY_KIND: Readonly<Record<string, JsonSchema>> = { date: DATE, void: NOTHING, undefined: NOTHING };

/** Whether something is a schema of a library that implements Standard Schema. Those of ArkType are functions. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  if (!isRecord(value) && typeof value !== 'function') return false;
  // A JSON Schema that Zod has made also has the property.
  return '~standard' in value && isRecord(value['~standard']) && !('$schema' in value);
}

/**
 * Describes what a schema returns, because that is what a handler returns. Unlike a description for readers, it has to be
 * complete: what JSON Schema cannot express would be sent with everything that it contains.
 *
 * @throws SchemaProblem, or what the library throws for a part that JSON Schema cannot express
 */
export function standardJsonSchema(schema: StandardSchemaV1): JsonSchema {
  const { vendor } = schema['~standard'];
  const convert = converterOf(schema);
  const converted = vendor === 'zod' ? convertZod(convert) : convert(OPTIONS[vendor]);
  if (isRecord(converted) && !(converted instanceof Promise)) return converted;
  if (converted instanceof Promise) converted.catch(() => undefined);
  throw new SchemaProblem('The library did not return a JSON Schema.', 'Pass a JSON Schema instead.');
}

interface ValibotSchemaContext {
  readonly valibotSchema: { readonly type: string };
}
interface ValibotActionContext {
  readonly valibotAction: { readonly kind: string };
  readonly jsonSchema: JsonSchema;
}
interface ArkTypeContext {
  readonly code: string;
  readonly base: JsonSchema;
}

const asBefore = ({ base }: ArkTypeContext): JsonSchema => base;

const reject = ({ code, ...context }: ArkTypeContext & { readonly domain?: string }): never => {
  throw new SchemaProblem(`JSON Schema cannot express a part of it (${context.domain ?? code}).`, 'Change the schema.');
};

/** How libraries are told about the kinds above. What only validates says nothing about which properties are sent. */
const OPTIONS: Readonly<Record<string, LibraryOptions>> = {
  valibot: {
    overrideSchema: ({ valibotSchema }: ValibotSchemaContext) => BY_KIND[valibotSchema.type],
    overrideAction: ({ valibotAction, jsonSchema }: ValibotActionContext) =>
      valibotAction.kind === 'validation' ? jsonSchema : undefined,
  },
  arktype: {
    fallback: {
      date: () => DATE,
      predicate: asBefore,
      patternIntersection: asBefore,
      defaultValue: asBefore,
      symbolKey: asBefore,
      // By default it omits what it cannot express.
      domain: reject,
      proto: reject,
      unit: reject,
      morph: reject,
      arrayObject: reject,
      arrayPostfix: reject,
    },
  },
};

/** Versions of Zod that do not know a function here would omit every part that JSON Schema cannot express. */
function convertZod(convert: Convert): unknown {
  try {
    return convert();
  } catch (error) {
    let asked = false;
    const unrepresentable = ({ zodSchema }: { readonly zodSchema: ZodKind }): JsonSchema | 'throw' => {
      asked = true;
      return BY_KIND[zodSchema._zod.def.type] ?? 'throw';
    };
    const converted = convert({ unrepresentable });
    if (asked) return converted;
    throw error;
  }
}

interface ZodKind {
  readonly _zod: { readonly def: { readonly type: string } };
}

function converterOf(schema: StandardSchemaV1): Convert {
  const standard: { readonly vendor: string; readonly jsonSchema?: JsonSchemaConverter } = schema['~standard'];
  const { vendor, jsonSchema } = standard;
  if (jsonSchema) {
    return (libraryOptions) => jsonSchema.output({ target: TARGET, ...(libraryOptions && { libraryOptions }) });
  }
  if (vendor === 'valibot') return valibotConverter(schema);
  throw new SchemaProblem(
    `This version of the library "${vendor}" does not implement Standard JSON Schema.`,
    `Update it: npm i ${vendor}@latest. Or pass a JSON Schema instead.`,
  );
}

interface ValibotConverter {
  toJsonSchema(schema: StandardSchemaV1, options: LibraryOptions): unknown;
}

function valibotConverter(schema: StandardSchemaV1): Convert {
  const { toJsonSchema } = loadOptionalPackage<ValibotConverter>(
    '@valibot/to-json-schema',
    'A response schema of Valibot',
  );
  return (options) => toJsonSchema(schema, { typeMode: 'output', target: TARGET, ...options });
}
