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

/** Seconds after which a client that was refused by a closing server may try again, with the next process. */
const RETRY_AFTER_S = '5';

/** Refuses an upgrade to a server that is closing: 503 with `Retry-After`. */
export function refuseWhileClosing(socket: Duplex): void {
  endWith(socket, 503, { 'Retry-After': RETRY_AFTER_S });
}

/** Answers a handshake with an HTTP status, unless somebody has answered it already. */
export function endWith(socket: Duplex, status: number, headers: Readonly<Record<string, string>> = {}): void {
  if (isTaken(socket)) return;
  const reason = STATUS_CODES[status] as string;
  const lines = Object.entries({
    Connection: 'close',
    'Content-Type': 'text/plain',
    'Content-Length': String(reason.length),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n${reason}`);
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
