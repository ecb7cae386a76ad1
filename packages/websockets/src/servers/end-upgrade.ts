import { type IncomingMessage, STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import type { Duplex } from 'node:stream';
import { Logger } from '@portico/common';
import { stackOf } from '@portico/common/internal';
import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';

const logger = new Logger('WebSockets');

/** Responds to a handshake with an HTTP status, unless a response has already been sent. */
export function endWith(
  socket: Duplex,
  status: number,
  headers: HandshakeRefusal['headers'] = {},
  message: string = STATUS_CODES[status] ?? '',
): void {
  if (isTaken(socket)) return;
  const lines = Object.entries({
    Connection: 'close',
    ...(!hasContentType(headers) && { 'Content-Type': 'text/plain; charset=utf-8' }),
    ...headers,
    'Content-Length': String(Buffer.byteLength(message)),
  }).flatMap(([name, value]) => [value].flat().map((each) => headerLine(name, each)));
  socket.on('error', () => undefined);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n${message}`);
}

function hasContentType(headers: HandshakeRefusal['headers']): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
}

/** @throws the error of Node for an invalid header */
function headerLine(name: string, value: string): string {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  return `${name}: ${value}\r\n`;
}

/**
 * Responds to the upgrade request of a client that is not accepted, and closes its connection. Has no effect if a
 * response has already been sent.
 *
 * @example
 * const refusal = limits.take({ request, client: socket, onEnd });
 * if (refusal) refuseHandshake(socket, refusal);
 * @see docs/websocket-adapters.md
 */
export function refuseHandshake(socket: Duplex, { status, headers, message }: HandshakeRefusal): void {
  endWith(socket, status, headers, message);
}

/**
 * Ends a failed handshake: with 500, or by closing the connection if a response has already been sent. The error is
 * logged.
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
  const bytesWritten = 'bytesWritten' in socket ? Number(socket.bytesWritten) : 0;
  return socket.destroyed || socket.writableEnded || bytesWritten > 0 || socket.writableLength > 0;
}
