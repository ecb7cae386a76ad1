import type { Server } from 'node:http';
import { isSecureServer } from './create-server.js';

/**
 * The URL of a server on this machine, or `undefined` if it does not listen. The path of a unix socket is encoded as
 * the host: `http+unix://%2Ftmp%2Fapp.sock`.
 */
export function urlOfServer(server: Server): string | undefined {
  const address = server.address?.();
  if (!address) return undefined;
  const protocol = isSecureServer(server) ? 'https' : 'http';
  if (typeof address === 'string') return `${protocol}+unix://${encodeURIComponent(address)}`;
  return `${protocol}://${hostOf(address.address)}:${address.port}`;
}

/** A server that listens on all addresses is reachable on the loopback address. */
function hostOf(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
