import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { coreError } from '../../errors/core-error.js';
import { isGone } from './response-state.js';

interface HeadReplier {
  rawResponse(response: unknown): ServerResponse;
  replyStream(response: unknown, stream: Readable, onError: (error: Error) => void): void;
}

/** Returns whether the request is a HEAD request. */
export function isHeadRequest(adapter: HeadReplier, response: unknown): boolean {
  return adapter.rawResponse(response).req?.method === 'HEAD';
}

/**
 * Ends the reply to a HEAD request for a stream. It waits for the first byte of the source, because a source that fails
 * earlier changes the status; nothing more is read. If the client disconnects in the meantime, the source is ended.
 */
export function endHeadRequest(
  adapter: HeadReplier,
  response: unknown,
  source: Readable,
  onError: (error: Error) => void,
): void {
  const raw = adapter.rawResponse(response);
  const leave = (): void => {
    raw.off('close', leave);
    source.off('readable', finish).off('end', finish).off('error', finish).off('close', onClose);
    source.on('error', () => undefined).destroy();
  };
  const finish = (error?: Error | null): void => {
    leave();
    if (error) onError(error);
    else endHead(adapter, response, onError);
  };
  const onClose = (): void => finish(source.readableEnded ? undefined : destroyedEarly());
  if (isGone(raw)) leave();
  else if (source.errored) finish(source.errored);
  else if (source.destroyed) onClose();
  else {
    raw.once('close', leave);
    source.once('readable', finish).once('end', finish).once('error', finish).once('close', onClose);
  }
}

/** Sends the head unchanged, with an empty stream: without a stream, a library may set a length of 0. */
export function endHead(adapter: HeadReplier, response: unknown, onError: (error: Error) => void): void {
  adapter.replyStream(response, Readable.from([]), onError);
}

/** Creates the error of a source that was destroyed without one. */
export function destroyedEarly(): Error {
  return coreError({
    code: 'PORTICO_STREAM_DESTROYED',
    lines: ['The stream that a handler returned was destroyed before its end, without an error.'],
    remedies: ['Destroy it with the reason: stream.destroy(new Error("what went wrong")).'],
  });
}
