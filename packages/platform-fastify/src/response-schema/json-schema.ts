import type { JsonSchema } from '@portico/common/schemas';

/** Keywords whose values are data instead of schemas. */
const DATA: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);
/** Keywords whose values are schemas by names, which may be equal to keywords. */
const NAMED: ReadonlySet<string> = new Set(['properties', 'patternProperties', 'definitions', '$defs']);
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
  const copyNamed = (schemas: object): object =>
    Object.fromEntries(Object.entries(schemas).map(([name, each]) => [name, copy(each)]));
  const entries = Object.entries(schema).filter(
    ([keyword, value]) => !LEFT_OUT.has(keyword) && !(keyword === 'additionalProperties' && value === false),
  );
  return Object.fromEntries(
    entries.map(([keyword, value]) => {
      if (keyword === '$ref' && typeof value === 'string') return [keyword, map(value)];
      if (NAMED.has(keyword) && isRecord(value)) return [keyword, copyNamed(value)];
      return [keyword, DATA.has(keyword) ? value : copy(value)];
    }),
  );
}

const DEFINITIONS = ['definitions', '$defs'] as const;
const ITEM = 'portico-item';

/**
 * Lets objects of classes be `null`, and their optional properties, because `@IsOptional()` accepts it. The serializers of
 * Fastify would otherwise send an empty value of the type: `0`, an empty string or `{}`.
 *
 * @param schema of a class, with the classes under `definitions`
 */
export function withOptionalNulls(schema: JsonSchema): JsonSchema {
  const definitions = Object.entries(recordOr(schema['definitions'])).map(([name, each]) => {
    const { properties, required, ...others } = recordOr(each);
    const isRequired = (property: string): boolean => Array.isArray(required) && required.includes(property);
    const nullable = Object.entries(recordOr(properties)).map(([property, value]) => [
      property,
      isRequired(property) ? value : orNull(recordOr(value)),
    ]);
    return [
      name,
      orNull({ ...others, properties: Object.fromEntries(nullable), ...(required !== undefined && { required }) }),
    ];
  });
  return { ...schema, definitions: Object.fromEntries(definitions) };
}

/** What has no type is a reference to a class, which is nullable itself, or accepts any value. */
function orNull(schema: JsonSchema): JsonSchema {
  if (typeof schema['type'] !== 'string') return schema;
  const { enum: values } = schema;
  return { ...schema, nullable: true, ...(Array.isArray(values) && { enum: [...values, null] }) };
}

/** Replaces the name of the definition that {@link listOf} adds by the place that its user knows. */
export function withKnownPlaces(message: string): string {
  return message.replaceAll(`#/definitions/${ITEM}`, '#/items');
}

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
