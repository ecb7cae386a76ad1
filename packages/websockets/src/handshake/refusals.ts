import type { HandshakeRefusal } from '../contracts/handshake.js';

/** Seconds after which a client that found no place may try again. */
const RETRY_AFTER = { 'Retry-After': '5' };

/** By a guard that sent a response of its own without a status that refuses. */
export const FORBIDDEN = refusal(403, 'Forbidden');
export const FOREIGN_ORIGIN = refusal(403, 'Origin not allowed');
export const NO_PLACE = refusal(503, 'Too many clients', RETRY_AFTER);
export const TOO_MANY_OF_ADDRESS = refusal(429, 'Too many clients from this address', RETRY_AFTER);
export const TOO_OFTEN = refusal(429, 'Too many handshakes from this address', { 'Retry-After': '1' });
export const TOO_SLOW = refusal(503, 'The handshake took too long', RETRY_AFTER);
export const CLOSING = refusal(503, 'The server is closing', RETRY_AFTER);
export const FAILED_CHECK = refusal(500, 'Internal server error');
/** Never sent: its client has left. */
export const CLIENT_LEFT = refusal(400, 'The client left');

function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): HandshakeRefusal {
  return { status, message, headers };
}
