import type { ServerResponse } from 'node:http';

/** Responses of HTTP/2 do not say themselves whether they are destroyed, or have to be drained. */
interface MaybeHttp2 {
  readonly stream?: { readonly destroyed: boolean; readonly writableNeedDrain: boolean } | undefined;
}

/** Whether the connection of a response is closed, or its stream of HTTP/2. */
export function isGone(response: ServerResponse & MaybeHttp2): boolean {
  return response.destroyed || response.stream?.destroyed === true;
}

/**
 * Whether a response was ended, and all of it has been passed to the system. When a client resets its stream, the responses
 * of HTTP/2 say that they are finished, although nobody has ended them.
 */
export function isSent(response: ServerResponse): boolean {
  return response.writableFinished && response.writableEnded;
}

/** Whether the client has to read before more is written. */
export function needsDrain(response: { readonly writableNeedDrain?: boolean } & MaybeHttp2): boolean {
  return response.writableNeedDrain ?? response.stream?.writableNeedDrain === true;
}
