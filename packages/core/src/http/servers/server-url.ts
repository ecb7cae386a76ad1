import type { Server } from 'node:http';
import { isSecureServer } from './create-server.js';

/**
 * The URL under which this machine reaches a server, or `undefined` when it does not listen. The path of a unix socket is
 * encoded as the host: `http+unix://%2Ftmp%2Fapp.sock`.
 */
export function urlOfServer(server: Server): string | undefined {
  const address = server.address?.();
  if (!address) return undefined;
  const protocol = isSecureServer(server) ? 'https' : 'http';
  if (typeof address === 'string') return `${protocol}+unix://${encodeURIComponent(address)}`;
  return `${protocol}://${hostOf(address.address)}:${address.port}`;
}

/** A server on every address is reached by the address of the machine itself. */
function hostOf(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
