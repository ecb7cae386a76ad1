import type { RequestFailure } from '../contracts/adapter/codec.js';
import type { ErrorPayload } from '../contracts/gateways/error-payload.js';

const MESSAGES: Readonly<Record<RequestFailure, string>> = {
  exception: 'Internal server error',
  malformed: 'The request could not be read',
  'unknown-event': 'Unknown event',
  overflow: 'Too many requests',
  disconnected: 'The connection was closed',
  closing: 'The server is closing',
};

/** Returns the error of a request for which no filter has sent anything. */
export function failurePayload(reason: RequestFailure): ErrorPayload {
  return { status: 'error', message: MESSAGES[reason] };
}
