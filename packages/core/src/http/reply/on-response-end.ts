import type { ServerResponse } from 'node:http';
import { finished } from 'node:stream';

/** Calls back once the response has been sent, or its client has disconnected before that. */
export function onResponseEnd(response: ServerResponse, callback: () => void): void {
  // One listener where `finished()` adds eight. The responses of HTTP/2 do not say whether they have been closed before.
  if (response.destroyed === false && !response.writableEnded) response.on('close', callback);
  else finished(response, { readable: false }, callback);
}
