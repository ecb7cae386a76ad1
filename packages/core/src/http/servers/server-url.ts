import type { Server } from 'node:http';
import { isSecureServer } from './create-server.js';

/** The URL under which this machine reaches a server; the path of a unix socket as it is; `undefined` when it does not listen. */
export function urlOfServer(server: Server): string | undefined {
  const address = server.address?.();
  if (!address) return undefined;
  if (typeof address === 'string') return address;
  const protocol = isSecureServer(server) ? 'https' : 'http';
  return `${protocol}://${hostOf(address.address)}:${address.port}`;
}

/** A server on every address is reached by the address of the machine itself. */
function hostOf(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
