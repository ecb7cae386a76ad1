import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Logger } from '@portico/common';
import { stackOf } from '@portico/common/internal';

const logger = new Logger('WebSockets');

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

/**
 * Ends a handshake that failed: with 500, or by closing the connection when it has been answered. The error is logged.
 *
 * @example
 * server.handleUpgrade(request, socket, head, (client) => {
 *   try { accept(client); } catch (error) { failUpgrade(request, socket, error); }
 * });
 * @see docs/websocket-adapters.md
 */
export function failUpgrade(request: IncomingMessage, socket: Duplex, error: unknown): void {
  logger.error(`The upgrade of ${request.url} failed`, stackOf(error));
  if (isTaken(socket)) socket.destroy();
  else endWith(socket, 500);
}

function isTaken(socket: Duplex): boolean {
  const { bytesWritten = 0 } = socket as { bytesWritten?: number };
  return socket.destroyed || socket.writableEnded || bytesWritten > 0 || socket.writableLength > 0;
}

function countListeners(socket: Duplex): number {
  return ['data', 'readable', 'error'].reduce((sum, event) => sum + socket.listenerCount(event), 0);
}
