import { webSocketError } from '../errors.js';

export const DEFAULT_REQUEST_TIMEOUT_MS = 5_000;

export function unsupportedRequest(event: string): Error {
  return webSocketError(
    'PORTICO_WS_REQUEST',
    `The request "${event}" was not sent, because the client cannot answer: plain WebSocket messages have no acknowledgements.`,
    'Use socket.io, or send an event with emit() and let the client answer with an event.',
  );
}

/** @param replies those that came, if several clients were asked */
export function missingReply(event: string, timeoutMs: number, replies?: readonly unknown[]): Error {
  const what = replies ? `only ${replies.length} replies came` : 'no reply came';
  return webSocketError(
    'PORTICO_WS_REQUEST',
    `The request "${event}" failed: ${what} in ${timeoutMs} ms.`,
    'Handle the error: clients may disconnect, or be slow. A longer time is set by timeoutMs, or by timeout().',
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
