import type { JsonSchema } from '../json-schema.js';
import { type Dialect, frame, type NamedData } from './dialect.js';

const ID: JsonSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

/** The documented frames, `{ event, data }`. A reply is not related to its message. */
export const framesDialect: Dialect = {
  subprotocol: undefined,
  suffix: '',
  correlation: undefined,
  message: eventFrame,
  event: eventFrame,
  reply: (data) => data ?? {},
  example: (event, data) => ({ event, data }),
};

/** The frames of `portico.1`, in which a message has an `id` if it wants a reply. */
export const portico1Dialect: Dialect = {
  subprotocol: 'portico.1',
  suffix: '',
  correlation: '$message.payload#/id',
  sends: (pattern) => typeof pattern !== 'number',
  message: (message) =>
    eventFrame(message, { id: { ...ID, description: 'Chosen by the client, if it wants a reply.' } }),
  event: eventFrame,
  reply: (data) => frame({ id: ID, data: data ?? { type: 'null' } }),
  value: (data) => frame({ id: ID, data: data ?? {}, more: { const: true } }),
  end: () => frame({ id: ID, end: { const: true } }),
  error: (payload) => frame({ id: ID, error: payload }),
  example: (event, data) => ({ event, data, id: 1 }),
};

function eventFrame({ event, data }: NamedData, optional: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  return frame({ event: { const: event }, ...(data && { data }) }, optional);
}
