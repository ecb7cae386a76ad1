import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { dropStrayTrailer } from './drop-stray-trailer.js';
import { destroyedEarly } from './head-request.js';
import { isGone, isSent } from './response-state.js';

/**
 * Sends a stream as the body of a response. The side that ends first ends the other: if the client disconnects, the
 * source is destroyed; if the source fails before the first byte, `onError` replies; if it fails later, the connection
 * is closed, because a truncated body would look complete if it ended normally.
 */
export function pipeToResponse(source: Readable, response: ServerResponse, onError: (error: Error) => void): void {
  const onClose = (): void => {
    if (!isSent(response)) source.destroy();
  };
  const onFailure = (error: Error): void => {
    source.off('error', onFailure).off('close', onSourceClose).on('error', ignore);
    source.unpipe(response);
    response.off('close', onClose);
    if (response.headersSent || isGone(response)) response.destroy();
    else onError(error);
  };
  // A source that is destroyed without an error emits only this event; without it the client would wait.
  const onSourceClose = (): void => {
    if (source.readableEnded || source.errored || response.writableEnded) return;
    onFailure(destroyedEarly());
  };
  if (source.errored) {
    onFailure(source.errored);
    return;
  }
  if (source.destroyed) {
    onSourceClose();
    if (!response.writableEnded && source.readableEnded) response.end();
    return;
  }
  source.on('error', onFailure);
  source.once('close', onSourceClose);
  response.on('close', onClose);
  if (isGone(response)) {
    source.destroy();
    return;
  }
  dropStrayTrailer(response);
  source.pipe(response);
}

/** Only the first failure sends a reply. */
function ignore(): void {}
