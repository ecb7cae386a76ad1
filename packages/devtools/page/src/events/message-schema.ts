import { isObject, type JsonObject, listOf, objectAt } from './document-reference.js';

/** A JSON Schema that contains the components to which it refers. */
export type Schema = JsonObject;

export interface Example {
  readonly label: string;
  readonly payload: unknown;
}

/**
 * Reads the schema of a payload, and adds the components to which it refers (`#/components/…`). In AsyncAPI, a schema may be
 * wrapped in an object with the name of its format.
 */
export function readSchema(document: JsonObject, payload: unknown): Schema | undefined {
  if (payload === true) return {};
  if (!isObject(payload)) return undefined;
  const schema = isObject(payload['schema']) && 'schemaFormat' in payload ? payload['schema'] : payload;
  const components = document['components'];
  return { ...schema, ...(usesReferences(schema, components) && { components }) };
}

function usesReferences(schema: JsonObject, components: unknown): boolean {
  return components !== undefined && JSON.stringify(schema).includes('"$ref":"#/components/');
}

/** Returns the schema as it is shown to users, without the components that only other messages use. */
export function readable(schema: Schema): JsonObject {
  const { components, ...rest } = schema;
  const used = new Map<string, unknown>();
  if (isObject(components)) collect(rest, components, used);
  return used.size > 0 ? { ...rest, $defs: Object.fromEntries(used) } : rest;
}

function collect(value: unknown, components: JsonObject, used: Map<string, unknown>): void {
  for (const match of JSON.stringify(value).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
    const name = decodeURIComponent(match[1] ?? '');
    const schemas = components['schemas'];
    if (used.has(name) || !isObject(schemas)) continue;
    used.set(name, schemas[name]);
    collect(schemas[name] ?? {}, components, used);
  }
}

/** Returns examples of the data: the given ones, else those of the message and of its schema. */
export function readExamples(message: JsonObject, given: unknown): Example[] {
  const named = listOf(message['examples']).filter(isObject);
  const payloads = Array.isArray(given) ? given : named.map((example) => example['payload']);
  const ofSchema = listOf(objectAt(objectAt(message, 'x-portico'), 'data')['examples']);
  return [...payloads, ...ofSchema].map((payload: unknown, index) => ({
    label: String(named[index]?.['name'] ?? named[index]?.['summary'] ?? `Example ${index + 1}`),
    payload,
  }));
}

/** Whether an event has no data, because the type of its body is `void`. */
export function takesNothing(schema: Schema | undefined): boolean {
  if (!schema) return false;
  return schema['type'] === 'null' || (isObject(schema['not']) && Object.keys(schema['not']).length === 0);
}

const SHAPES = ['properties', 'additionalProperties', 'enum', 'const', 'oneOf', 'anyOf', 'allOf', '$ref'];

/** Whether a form can be made from a schema: it must describe the data. */
export function hasForm(schema: Schema | undefined): schema is Schema {
  if (!schema) return false;
  if (schema['type'] === 'array') return schema['items'] !== undefined;
  return schema['type'] !== undefined || SHAPES.some((name) => name in schema);
}

const titled = new WeakMap<Schema, Schema>();

/** Adds a title to a schema whose form would have a field without a label. */
export function withTitle(schema: Schema): Schema {
  if ('title' in schema || 'properties' in schema || '$ref' in schema) return schema;
  const known = titled.get(schema) ?? { ...schema, title: 'Data' };
  titled.set(schema, known);
  return known;
}
