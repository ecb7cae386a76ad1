import type { JsonRpcError } from './json-rpc-errors.js';

export type JsonRpcId = string | number | null;

/** Serializes a result. What JSON has no text for, as `undefined` or a function, becomes `null`: it is required. */
export function resultText(value: unknown): string {
  // The declared type has no `undefined`, which is returned for these values.
  const text: string | undefined = JSON.stringify(value);
  return text ?? 'null';
}

/** Returns the response to a request that succeeded, as JSON. */
export function successResponse(result: string, id: JsonRpcId): string {
  return `{"jsonrpc":"2.0","result":${result},"id":${JSON.stringify(id)}}`;
}

/** Returns the response to a request that failed, as JSON. */
export function failureResponse(error: JsonRpcError, id: JsonRpcId): string {
  return JSON.stringify({ jsonrpc: '2.0', error, id });
}
