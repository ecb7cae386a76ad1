import type { RequestFailure } from '../contracts/adapter/codec.js';

export interface JsonRpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

export const PARSE_ERROR: JsonRpcError = { code: -32700, message: 'Parse error' };
export const INVALID_REQUEST: JsonRpcError = { code: -32600, message: 'Invalid Request' };
const METHOD_NOT_FOUND: JsonRpcError = { code: -32601, message: 'Method not found' };

const INVALID_PARAMS = -32602;

/** The first code that servers may define. */
const SERVER_ERROR = -32000;

/**
 * The error object of a failed request. An exception that was created with `{ code, message }` keeps its code.
 *
 * @param payload the data of the `exception` event; it becomes the `data` of the error
 */
export function errorObject(payload: object, reason: RequestFailure): JsonRpcError {
  if (reason === 'unknown-event') return METHOD_NOT_FOUND;
  const { code, issues, message }: { readonly code?: unknown; readonly issues?: unknown; readonly message?: unknown } =
    payload;
  const general = Array.isArray(issues) ? INVALID_PARAMS : SERVER_ERROR;
  return {
    code: typeof code === 'number' && Number.isSafeInteger(code) ? code : general,
    message: typeof message === 'string' ? message : 'The request failed',
    data: payload,
  };
}
