import type { MessageSchema } from '@portico/websockets';
import type { JsonSchema } from '../json-schema.js';

const PRIMITIVES = new Map<unknown, JsonSchema>([
  [String, { type: 'string' }],
  [Number, { type: 'number' }],
  [Boolean, { type: 'boolean' }],
  [Array, { type: 'array' }],
  [Date, { type: 'string', format: 'date-time' }],
  [Object, {}],
  [Promise, {}],
  [Function, {}],
  [Buffer, {}],
  [Uint8Array, {}],
]);

/** Returns the schema of types that the compiler emits for parameters whose type is not a class of the application. */
export function primitiveSchema(type: Function): JsonSchema | undefined {
  return PRIMITIVES.get(type);
}

/** Whether a schema only accepts `undefined`, which means that there is no data. */
export function isVoidSchema(schema: MessageSchema): boolean {
  const { type, expression, def }: KindOfSchema = schema;
  return [type, expression, def?.type].some((each) => each === 'void' || each === 'undefined');
}

/** The properties in which Zod, Valibot and ArkType store the kind of a schema. */
type KindOfSchema = MessageSchema & { type?: unknown; expression?: unknown; def?: { type?: unknown } };
