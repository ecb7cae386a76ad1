import { Server as TlsServer } from 'node:tls';
import type { AsyncApiHost } from '../async-api-config.js';

/** Returns the address on which an application listens, or `localhost` if it does not listen yet. */
export function listeningHost(app: object): AsyncApiHost {
  // An application without an HTTP adapter has no server.
  const server: unknown =
    'getHttpServer' in app && typeof app.getHttpServer === 'function' ? app.getHttpServer() : undefined;
  const address: unknown = isAddressed(server) ? server.address() : undefined;
  const port = typeof address === 'object' && address !== null && 'port' in address ? `:${address.port}` : '';
  return { name: '', host: `localhost${port}`, secure: server instanceof TlsServer };
}

function isAddressed(server: unknown): server is { address(): unknown } {
  return typeof server === 'object' && server !== null && 'address' in server && typeof server.address === 'function';
}
