import { webSocketError } from '../errors.js';

export const DEFAULT_REQUEST_TIMEOUT_MS = 5_000;

/** Timers of Node.js take at most 24.8 days, and fire at once for more. */
const MOST_REQUEST_TIMEOUT_MS = 24 * 24 * 60 * 60 * 1_000;

/** Why there is no reply to a request to several clients. */
export const HAS_DISCONNECTED = 'it has disconnected';

/** Returns how long to wait for a reply: not at all if the time is no positive number. */
export function requestTimeout(timeoutMs = DEFAULT_REQUEST_TIMEOUT_MS): number {
  return timeoutMs > 0 ? Math.min(timeoutMs, MOST_REQUEST_TIMEOUT_MS) : 0;
}

export function unsupportedRequest(event: string): Error {
  return webSocketError(
    'PORTICO_WS_REQUEST',
    `The request "${event}" was not sent, because the client cannot reply: plain WebSocket messages have no acknowledgements.`,
    'Use socket.io or portico.1, or send an event with emit(), to which the client replies with another event.',
  );
}

/** @param replies the received ones, if the request was sent to several clients */
export function missingReply(event: string, timeoutMs: number, replies?: readonly unknown[]): Error {
  const what = replies ? `only ${replies.length} replies came` : 'no reply came';
  return webSocketError(
    'PORTICO_WS_REQUEST',
    `The request "${event}" failed: ${what} within ${timeoutMs} ms.`,
    'Handle the error: clients may disconnect, or be slow. To wait longer, pass timeoutMs, or call timeout().',
    replies,
  );
}

/** Replaces a reply: the reason why there is none. It passes through room adapters, which serialize it. */
interface FailedReply {
  readonly 'portico:failed': string;
}

export function failedReply(why: string): FailedReply {
  return { 'portico:failed': why };
}

/** @returns why there is no reply; `undefined` for a reply */
export function whyFailed(reply: unknown): string | undefined {
  if (typeof reply !== 'object' || reply === null || !('portico:failed' in reply)) return undefined;
  return String(reply['portico:failed']);
}

/** @param replies the received ones */
export function partialReply(event: string, reasons: readonly string[], replies: readonly unknown[]): Error {
  return webSocketError(
    'PORTICO_WS_REQUEST',
    `The request "${event}" failed: ${reasons.length} of ${reasons.length + replies.length} clients did not reply: ${[...new Set(reasons)].join(', ')}.`,
    'Send requests only to clients that can reply, for example by means of a room for them. The cause of the error contains the replies that arrived.',
    replies,
  );
}

export function disconnectedRequest(event: string): Error {
  return webSocketError(
    'PORTICO_WS_REQUEST',
    `The request "${event}" failed, because the client has disconnected.`,
    'Handle the error: clients may disconnect at any time.',
  );
}
