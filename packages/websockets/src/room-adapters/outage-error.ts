import type { FrameworkError } from '@portico/common';
import { webSocketError } from '../errors.js';

/** @param what what the room adapter cannot do, or could not do for some time */
export function outageError(what: string): FrameworkError {
  return webSocketError(
    'PORTICO_WS_OUTAGE',
    what,
    'Look at the log of the server of the room adapter, such as Redis. If clients must not miss events, use an engine that keeps them, such as Redis Streams.',
  );
}
