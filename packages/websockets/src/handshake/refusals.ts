import type { HandshakeRefusal } from '../contracts/adapter/handshake.js';

/** The seconds after which a client may try again. */
const RETRY_AFTER = { 'Retry-After': '5' };

/** For a guard that sends the response itself, with a status that does not refuse the client. */
export const FORBIDDEN = refusal(403, 'Forbidden');
export const FOREIGN_ORIGIN = refusal(403, 'Origin not allowed');
export const TOO_MANY_CLIENTS = refusal(503, 'Too many clients', RETRY_AFTER);
export const TOO_MANY_OF_ADDRESS = refusal(429, 'Too many clients from this address', RETRY_AFTER);
export const TOO_OFTEN = refusal(429, 'Too many handshakes from this address', { 'Retry-After': '1' });
export const TOO_SLOW = refusal(503, 'The handshake took too long', RETRY_AFTER);
export const CLOSING = refusal(503, 'The server is closing', RETRY_AFTER);
export const FAILED_CHECK = refusal(500, 'Internal server error');
/** Never sent, because the client has disconnected. */
export const CLIENT_LEFT = refusal(400, 'The client left');

function refusal(status: number, message: string, headers: Readonly<Record<string, string>> = {}): HandshakeRefusal {
  return { status, message, headers };
}
