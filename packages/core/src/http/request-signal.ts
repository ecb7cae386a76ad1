import type { ServerResponse } from 'node:http';
import { abortForClient } from '@portico/common/internal';
import { isGone, isSent } from './reply/response-state.js';

/** Creates a signal that is aborted if the client disconnects before the response has been sent. */
export function requestSignal(raw: ServerResponse): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => {
    if (!isSent(raw)) abortForClient(controller);
  };
  if (isGone(raw)) abort();
  else raw.once('close', abort);
  return controller.signal;
}
