import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** How long other listeners may think about an upgrade before it counts as nobody's. */
const PATIENCE_MS = 1_000;
/** The same, when somebody has begun to listen to the socket. */
const INTEREST_PATIENCE_MS = 10_000;

/**
 * Answers 404 to an upgrade that nobody owns.
 *
 * @param hasOthers others listen too, and may still take the connection
 */
export function refuseUpgrade(_request: IncomingMessage, socket: Duplex, hasOthers: boolean): void {
  if (!hasOthers) {
    endWith(socket, 404);
    return;
  }
  const listeners = countListeners(socket);
  // The other listeners run in this very turn; what they do at once shows in the next.
  setImmediate(() => {
    const patience = countListeners(socket) > listeners ? INTEREST_PATIENCE_MS : PATIENCE_MS;
    setTimeout(() => endWith(socket, 404), patience).unref();
  });
}

/** Answers a handshake with an HTTP status, unless somebody has answered it already. */
export function endWith(socket: Duplex, status: number): void {
  if (isTaken(socket)) return;
  const reason = STATUS_CODES[status];
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${reason?.length}\r\n\r\n${reason}`,
  );
}

function isTaken(socket: Duplex): boolean {
  const { bytesWritten = 0 } = socket as { bytesWritten?: number };
  return socket.destroyed || socket.writableEnded || bytesWritten > 0 || socket.writableLength > 0;
}

function countListeners(socket: Duplex): number {
  return ['data', 'readable', 'error'].reduce((sum, event) => sum + socket.listenerCount(event), 0);
}
