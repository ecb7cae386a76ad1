import type { Server } from 'node:http';
import { errorCode } from '@portico/common/internal';

/** Stops a server and waits until its last connection is closed. A server that does not listen is already closed. */
export function closeServer(server: Server | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (!server?.listening) return resolve();
    server.close((error) => {
      if (error && errorCode(error) !== 'ERR_SERVER_NOT_RUNNING') reject(error);
      else resolve();
    });
  });
}

/** Stops a server as {@link closeServer} does, without closing its idle connections, as Node does by itself. */
export function closeKeepingIdle(server: Server): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(server, 'closeIdleConnections');
  server.closeIdleConnections = () => undefined;
  try {
    return closeServer(server);
  } finally {
    if (own) Object.defineProperty(server, 'closeIdleConnections', own);
    else Reflect.deleteProperty(server, 'closeIdleConnections');
  }
}
