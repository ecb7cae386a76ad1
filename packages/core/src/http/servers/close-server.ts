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
