import { isStandardSchema, type JsonSchema, type JsonSchemaSource, toJsonSchema } from '@portico/common/schemas';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { invalidResponseSchema, requestSchemaOfLibrary } from '../errors.js';
import type { DecoratedRouteOptions } from '../route-decorators.js';
import { copySchema, isRecord, listOf, withOptionalNulls } from './json-schema.js';

/** The schemas of requests. */
const PARTS = ['body', 'querystring', 'params', 'headers'] as const;

/**
 * Replaces schemas of libraries and classes among the response schemas of a route with JSON Schemas, from which Fastify
 * compiles serializers. A compiler of the application gets its schemas unchanged.
 *
 * @param route for error messages: `GET /cats/:id`
 * @throws FrameworkError `PORTICO_FASTIFY_ROUTE_SCHEMA` if a schema has no JSON Schema
 */
export function withJsonSchemas(
  options: DecoratedRouteOptions,
  instance: FastifyInstance,
  route: string,
): DecoratedRouteOptions {
  const { schema } = options;
  if (!schema) return options;
  if (!instance.validatorCompiler) {
    const part = PARTS.find((each) => isStandardSchema(schema[each]) || typeof schema[each] === 'function');
    if (part) throw requestSchemaOfLibrary(part, route);
  }
  if (!isRecord(schema.response) || instance.serializerCompiler) return options;
  return { ...options, schema: { ...schema, response: convertAll(schema.response, route) } };
}

function convertAll(response: Readonly<Record<string, unknown>>, route: string): FastifySchema['response'] {
  const converted = Object.entries(response).map(([status, each]): [string, unknown] => {
    try {
      return [status, convertContents(each)];
    } catch (error) {
      throw invalidResponseSchema(status, route, error);
    }
  });
  return Object.fromEntries(converted);
}

/** Fastify allows one schema for all media types, or one for each of them. */
function convertContents(value: unknown): unknown {
  if (isStandardSchema(value) || !isRecord(value) || !isRecord(value['content'])) return convert(value);
  const contents = Object.entries(value['content']).map(([type, each]): [string, unknown] => [
    type,
    isRecord(each) ? { ...each, schema: convert(each['schema']) } : each,
  ]);
  return { ...value, content: Object.fromEntries(contents) };
}

function convert(value: unknown): unknown {
  const [item, ...others]: unknown[] = Array.isArray(value) ? value : [];
  if (others.length > 0 || item === undefined) return jsonSchemaOf(value) ?? value;
  const schema = jsonSchemaOf(item) ?? item;
  return isRecord(schema) ? listOf(schema) : value;
}

/** Converts a schema to JSON Schema. Returns `undefined` for what is a JSON Schema already. */
function jsonSchemaOf(value: unknown): JsonSchema | undefined {
  return isStandardSchema(value) || typeof value === 'function' ? describe(value) : undefined;
}

/** Unlike a description for readers, it has to be complete: what is unknown would be sent with everything that it contains. */
function describe(source: JsonSchemaSource): JsonSchema {
  const { schema } = toJsonSchema(source, { direction: 'output', unsupported: 'throw' });
  const copied = copySchema(schema, (reference) => reference);
  return typeof source === 'function' && !isStandardSchema(source) ? withOptionalNulls(copied) : copied;
}
