import { type NumberRule, numberOptions } from '@portico/common/internal';
import type { Codec } from '../contracts/adapter/codec.js';
import { JsonRpcReader } from './json-rpc-reader.js';

/** The options of {@link jsonRpc}. */
export interface JsonRpcOptions {
  /** How many requests of one client may be open at the same time; further requests fail. Default: 1,024. */
  readonly maxOpenRequests?: number | undefined;
  /** How many messages a batch may contain; larger batches are refused as a whole. Default: 100. */
  readonly maxBatchSize?: number | undefined;
  /** How many values a stream may have; with more, the request fails. Default: 1,000. */
  readonly maxStreamValues?: number | undefined;
}

const RULES: Readonly<Record<keyof JsonRpcOptions, NumberRule>> = {
  maxOpenRequests: { kind: 'count', default: 1_024 },
  maxBatchSize: { kind: 'count', default: 100 },
  maxStreamValues: { kind: 'count', default: 1_000 },
};

/**
 * Creates the codec of JSON-RPC 2.0, with the subprotocol `jsonrpc`: `method` is the event, and `params` are the data.
 * Requests, notifications, batches and error objects follow the specification. Events of gateways are sent as
 * notifications. JSON-RPC has no streams, so the reply of a stream is the array of its values.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER` for an option that is not a valid number
 * @example
 * new WsAdapter(app, { codecs: [portico1(), jsonRpc({ maxBatchSize: 20 })] });
 * @see docs/codecs.md
 */
export function jsonRpc(options: JsonRpcOptions = {}): Codec {
  const limits = numberOptions('The codec jsonrpc', '', options, RULES);
  return {
    protocol: 'jsonrpc',
    open: (channel) => new JsonRpcReader(channel, limits),
    encodeEvent: (event, data) => JSON.stringify({ jsonrpc: '2.0', method: event, params: paramsOf(data) }),
  };
}

/** `params` has to be an array or an object, or missing. */
function paramsOf(data: unknown): unknown {
  return data === undefined || (typeof data === 'object' && data !== null) ? data : [data];
}
