import type { JsonSchema } from '../json-schema.js';
import { type Dialect, frame } from './dialect.js';

const VERSION: JsonSchema = { const: '2.0' };
const ID: JsonSchema = { type: ['string', 'integer'] };

/** In JSON-RPC, parameters are an object or an array. Other data is sent as the only element of an array. */
function paramsOf(data: JsonSchema): JsonSchema {
  return { anyOf: [data, { type: 'array', items: [data], minItems: 1, maxItems: 1 }] };
}

/** JSON-RPC 2.0. Events are notifications, and the reply of a stream is the array of its values. */
export const jsonRpcDialect: Dialect = {
  subprotocol: 'jsonrpc',
  suffix: '.jsonrpc',
  correlation: '$message.payload#/id',
  sends: (pattern) => typeof pattern === 'string',
  message: ({ event, data }) =>
    frame({ jsonrpc: VERSION, method: { const: event }, ...(data && { params: data }) }, { id: ID }),
  collectsStreams: true,
  event: ({ event, data }) =>
    frame({ jsonrpc: VERSION, method: { const: event }, ...(data && { params: paramsOf(data) }) }),
  reply: (data) => frame({ jsonrpc: VERSION, result: data ?? { type: 'null' }, id: ID }),
  error: (payload) =>
    frame({
      jsonrpc: VERSION,
      error: frame({ code: { type: 'integer' }, message: { type: 'string' } }, { data: payload }),
      id: ID,
    }),
  example: (method, params) => ({ jsonrpc: '2.0', method, params, id: 1 }),
};
