import { JsonSchemaError } from './json-schema-error.js';
import type { JsonSchema, JsonSchemaOptions } from './json-schema-options.js';

type Direction = JsonSchemaOptions['direction'];
export type LibraryOptions = Readonly<Record<string, unknown>>;

const DATE: JsonSchema = { type: 'string', format: 'date-time' };
const NOTHING: JsonSchema = { type: 'null' };
const WRITTEN: Readonly<Record<string, JsonSchema>> = { date: DATE, void: NOTHING, undefined: NOTHING };

/** The JSON Schema of a kind of schema that only JSON has: what `JSON.stringify()` writes for it. */
export function writtenAs(kind: string): JsonSchema | undefined {
  return WRITTEN[kind];
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
/** What Zod passes for a part that JSON Schema cannot express. */
export interface ZodContext {
  readonly zodSchema: { readonly _zod: { readonly def: { readonly type: string } } };
}

/** As {@link writtenAs}, for a part of a schema of Zod. */
export function zodWrittenAs({ zodSchema }: ZodContext): JsonSchema | undefined {
  return writtenAs(zodSchema._zod.def.type);
}

const asBefore = ({ base }: ArkTypeContext): JsonSchema => base;
const asDate = (): JsonSchema => DATE;

const reject = ({ code, ...context }: ArkTypeContext & { readonly domain?: string }): never => {
  throw new JsonSchemaError(`JSON Schema cannot express a part of it (${context.domain ?? code}).`);
};

/** By default, ArkType omits what it cannot express, without saying so. */
const ARKTYPE_STRICT = {
  date: reject,
  // What only validates. Zod does not report it either.
  predicate: asBefore,
  patternIntersection: asBefore,
  defaultValue: asBefore,
  symbolKey: asBefore,
  domain: reject,
  proto: reject,
  unit: reject,
  morph: reject,
  arrayObject: reject,
  arrayPostfix: reject,
};

const VALIBOT_OUTPUT: LibraryOptions = {
  overrideSchema: ({ valibotSchema }: ValibotSchemaContext) => writtenAs(valibotSchema.type),
  overrideAction: ({ valibotAction, jsonSchema }: ValibotActionContext) =>
    valibotAction.kind === 'validation' ? jsonSchema : undefined,
};

type ByVendor = Readonly<Record<string, LibraryOptions>>;

/** The options with which libraries throw at what JSON Schema cannot express. */
const STRICT: Readonly<Record<Direction, ByVendor>> = {
  input: { arktype: { fallback: ARKTYPE_STRICT } },
  output: { valibot: VALIBOT_OUTPUT, arktype: { fallback: { ...ARKTYPE_STRICT, date: asDate } } },
};

/** The options with which libraries omit it instead. */
const OMITTING: Readonly<Record<Direction, ByVendor>> = {
  input: {
    zod: { unrepresentable: 'any' },
    valibot: { errorMode: 'ignore' },
    arktype: { fallback: asBefore },
  },
  output: {
    zod: { unrepresentable: (context: ZodContext) => zodWrittenAs(context) ?? 'any' },
    valibot: { ...VALIBOT_OUTPUT, errorMode: 'ignore' },
    arktype: { fallback: { default: asBefore, date: asDate } },
  },
};

export function strictOptions(vendor: string, direction: Direction): LibraryOptions | undefined {
  return STRICT[direction][vendor];
}

export function omittingOptions(vendor: string, direction: Direction): LibraryOptions | undefined {
  return OMITTING[direction][vendor];
}
