import type { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Node drops the headers of a request beyond a limit. One that may have lost headers must not be read again. */
const MOST_HEADERS = 100;

/** The headers that belong to the upgrade, also as tokens of `Connection`. */
const OF_UPGRADE = new Set(['upgrade', 'http2-settings']);

/** Node stores the current response on its socket. */
interface HttpSocket extends Duplex {
  _httpMessage?: unknown;
}

/**
 * Returns whether a request asks for another protocol than WebSocket, and can be served without it. Clients of Java ask for `h2c` with their first
 * request, and expect a usual response from a server that does not know it.
 */
export function asksForOtherProtocol({ headers, rawHeaders }: IncomingMessage, socket: HttpSocket): boolean {
  // The response to the previous request would be sent later than that to this one.
  if (socket._httpMessage) return false;
  if (headers['sec-websocket-key'] !== undefined || rawHeaders.length > 2 * MOST_HEADERS) return false;
  return !/websocket/i.test(headers.upgrade ?? '');
}

/**
 * Serves an upgrade request as if it asked for no upgrade. With a listener for upgrades, Node does not do that itself,
 * and has removed its parser from the connection: the server reads the request again, without these headers.
 */
export function serveWithoutUpgrade(
  server: EventEmitter,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.unshift(Buffer.concat([Buffer.from(headOf(request), 'latin1'), head]));
  // Servers of HTTPS read requests from connections after their TLS handshake.
  server.emit('setSecureContext' in server ? 'secureConnection' : 'connection', socket);
}

function headOf({ method, url, httpVersion, rawHeaders }: IncomingMessage): string {
  let text = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    const value = keptValue(name.toLowerCase(), rawHeaders[index + 1]!);
    if (value !== undefined) text += `${name}: ${value}\r\n`;
  }
  return `${text}\r\n`;
}

function keptValue(name: string, value: string): string | undefined {
  if (OF_UPGRADE.has(name)) return undefined;
  if (name !== 'connection') return value;
  const tokens = value.split(',').map((token) => token.trim());
  return tokens.filter((token) => !OF_UPGRADE.has(token.toLowerCase())).join(', ') || undefined;
}
