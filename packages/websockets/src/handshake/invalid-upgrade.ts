import type { IncomingMessage } from 'node:http';
import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';

/** Sixteen bytes in base64. The unused bits of the last character may have any value. */
const KEY = /^[+/0-9A-Za-z]{22}==$/;

/**
 * Returns the refusal of an upgrade that is not a WebSocket handshake (RFC 6455, section 4.2.1). Libraries check this as well, but only
 * when they take over the connection, after the guards have run.
 */
export function invalidUpgrade({ method, headers }: IncomingMessage): HandshakeRefusal | undefined {
  if (method !== 'GET') return refusal(405, 'A WebSocket handshake needs the method GET', { Allow: 'GET' });
  if (headers.upgrade?.toLowerCase() !== 'websocket') return refusal(400, 'Upgrade has to be "websocket"');
  if (!KEY.test(headers['sec-websocket-key'] ?? '')) return refusal(400, 'Sec-WebSocket-Key is missing or invalid');
  const version = headers['sec-websocket-version'];
  if (version === '13' || version === '8') return undefined;
  return refusal(400, 'Sec-WebSocket-Version has to be 13 or 8', { 'Sec-WebSocket-Version': '13, 8' });
}

function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): HandshakeRefusal {
  return { status, message, headers };
}
