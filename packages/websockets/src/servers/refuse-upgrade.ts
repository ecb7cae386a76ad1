import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers';
import { endWith } from './end-upgrade.js';

/** How long other listeners have to handle an upgrade before it is refused. */
const GRACE_MS = 1_000;
/** The same, if one of them has added a listener to the socket. */
const GRACE_WITH_LISTENER_MS = 10_000;

/**
 * Refuses an upgrade that no route handles with 404.
 *
 * @param hasOthers whether there are other listeners, which may still handle the connection
 */
export function refuseUpgrade(_request: IncomingMessage, socket: Duplex, hasOthers: boolean): void {
  if (!hasOthers) {
    endWith(socket, 404);
    return;
  }
  const listeners = countListeners(socket);
  // The other listeners run in this iteration of the event loop; what they do synchronously is visible in the next one.
  setImmediate(() => {
    const graceMs = countListeners(socket) > listeners ? GRACE_WITH_LISTENER_MS : GRACE_MS;
    setTimeout(() => endWith(socket, 404), graceMs).unref();
  });
}

/** Seconds after which a client that a closing server has refused may try again, with the next process. */
const RETRY_AFTER_S = '5';

/** Refuses an upgrade to a server that is closing: 503 with `Retry-After`. */
export function refuseWhileClosing(socket: Duplex): void {
  endWith(socket, 503, { 'Retry-After': RETRY_AFTER_S });
}

function countListeners(socket: Duplex): number {
  return ['data', 'readable', 'error'].reduce((sum, event) => sum + socket.listenerCount(event), 0);
}
