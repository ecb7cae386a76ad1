import type { JsonSchema } from '@portico/common/schemas';

/** Keywords whose values are data instead of schemas. */
const DATA: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);
/** Keywords that apply only to whole documents, and what libraries add to them. */
const LEFT_OUT: ReadonlySet<string> = new Set(['$schema', '~standard']);

/**
 * Copies a schema for serializing, with other references. Other properties than those of an object are not sent anyway, so
 * they must not make it invalid: Fastify would not find the alternative of a union to which it belongs.
 */
export function copySchema(schema: JsonSchema, map: (reference: string) => string): JsonSchema {
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    return isRecord(value) ? copySchema(value, map) : value;
  };
  const entries = Object.entries(schema).filter(
    ([keyword, value]) => !LEFT_OUT.has(keyword) && !(keyword === 'additionalProperties' && value === false),
  );
  return Object.fromEntries(
    entries.map(([keyword, value]) => {
      if (keyword === '$ref' && typeof value === 'string') return [keyword, map(value)];
      return [keyword, DATA.has(keyword) ? value : copy(value)];
    }),
  );
}

const DEFINITIONS = ['definitions', '$defs'] as const;
const ITEM = 'portico-item';

/**
 * Returns the schema of a list. References inside of `schema` are relative to the document, so they change with its
 * place.
 */
export function listOf(schema: JsonSchema): JsonSchema {
  const isDefinition = (reference: string): boolean => DEFINITIONS.some((name) => reference.startsWith(`#/${name}/`));
  const { definitions, $defs, ...item } = copySchema(schema, (reference) =>
    isDefinition(reference) ? reference : `#/definitions/${ITEM}${reference.slice(1)}`,
  );
  return {
    type: 'array',
    items: { $ref: `#/definitions/${ITEM}` },
    definitions: { ...recordOr(definitions), [ITEM]: item },
    ...($defs !== undefined && { $defs }),
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function recordOr(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
