import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUnreadStream, releaseResult } from '../../pipeline/release-result.js';
import { isGone } from './response-state.js';

interface RawAccess {
  rawRequest(request: unknown): IncomingMessage;
  rawResponse(response: unknown): ServerResponse;
}

/** The streams of handlers whose responses are open. */
const awaiting = new WeakSet<object>();

/**
 * Releases a stream that a handler returned when the response is closed, unless something has begun to read it by then: the
 * reply may be sent from another one, into which an interceptor has piped it.
 */
export function releaseUnread(adapter: RawAccess, returned: unknown, request: unknown, response: unknown): void {
  if (!mayBeStream(returned) || awaiting.has(returned) || !isUnreadStream(returned)) return;
  // Ending the request itself would close its connection.
  if (returned === adapter.rawRequest(request)) return;
  awaiting.add(returned);
  const release = (): void => {
    if (isUnreadStream(returned)) releaseResult(returned);
  };
  const raw = adapter.rawResponse(response);
  if (isGone(raw)) setImmediate(release);
  else raw.once('close', release);
}

/** Excludes most results, which are plain objects or lists, without reading their members. */
function mayBeStream(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  try {
    return !Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype;
  } catch {
    // A Proxy that refuses to be read.
    return false;
  }
}
