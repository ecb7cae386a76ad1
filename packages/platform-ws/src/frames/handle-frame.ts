import { createRequire } from 'node:module';
import type { LoggerService, WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import type { WsData, WsMessage } from '../options.js';
import { stackOf } from '../stack-of.js';
import type { FrameReader } from './frame-reader.js';

/** A frame, as `bindMessageHandler` receives it. */
export interface WsFrame {
  readonly data: WsData;
  readonly isBinary?: boolean;
}

/**
 * Decodes one frame and calls its handler, for adapters that extend `WsAdapter` and handle frames one by one. Errors of
 * the parser or the handler are logged.
 *
 * @returns the replies; none if the frame was discarded
 */
export function handleFrame(
  { data, isBinary }: WsFrame,
  reader: FrameReader,
  handlers: ReadonlyMap<string, WsMessageHandler>,
  transform: (result: unknown) => Observable<unknown>,
  logger: LoggerService,
): Observable<unknown> {
  let message: WsMessage | undefined;
  try {
    message = reader.read(data, isBinary);
  } catch (error) {
    if (reader.hasOwnParser) logger.error('The messageParser failed', stackOf(error));
    else logger.warn(`A frame could not be read: ${error instanceof Error ? error.message : stackOf(error)}`);
    return emptyObservable();
  }
  const handler = message && handlers.get(message.event);
  if (!handler) return emptyObservable();
  try {
    return transform(handler.callback(message?.data, message?.event));
  } catch (error) {
    logger.error(`The handler of "${message?.event}" failed`, stackOf(error));
    return emptyObservable();
  }
}

function emptyObservable(): Observable<never> {
  // Reached only from adapters that extend this one; without them, rxjs is not loaded.
  const { EMPTY }: typeof import('rxjs') = createRequire(import.meta.url)('rxjs');
  return EMPTY;
}
