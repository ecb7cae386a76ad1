import type { Server } from 'node:http';
import type { FrameworkError } from '@portico/common/internal';
import { coreError } from '../../errors/core-error.js';
import { nestErrors } from '../../errors/nestjs-errors.js';
import { isSecureServer } from './create-server.js';

/**
 * Returns the URL of a server on this machine, or `undefined` if it does not listen. The path of a unix socket is
 * encoded as the host: `http+unix://%2Ftmp%2Fapp.sock`.
 */
export function urlOfServer(server: Server): string | undefined {
  const address = server.address?.();
  if (!address) return undefined;
  const protocol = isSecureServer(server) ? 'https' : 'http';
  if (typeof address === 'string') return `${protocol}+unix://${encodeURIComponent(address)}`;
  return `${protocol}://${hostOf(address.address)}:${address.port}`;
}

/** Returns the host of a server. A server that listens on all addresses is reachable on the loopback address. */
function hostOf(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}

/** `app.getUrl()` before `app.listen()` or after `app.close()`. */
export function notListening(): FrameworkError {
  return coreError({
    code: 'PORTICO_NOT_LISTENING',
    counterpart: nestErrors.notListening(),
    lines: ['app.getUrl() was called, but the application is not listening.'],
    remedies: ['Call await app.listen(port) first. After app.close() the application has no URL.'],
  });
}
