import type { Connection } from './connection.js';
import { disconnectByShape } from './disconnect-by-shape.js';
import { isTemporaryClose } from './temporary-close.js';

/**
 * Disconnects one client through its adapter; by the methods that sockets usually have if the adapter has no
 * `closeClient`.
 *
 * @param code the close code, for libraries that can send one
 */
export function disconnectClient({ adapter, client, session }: Connection, code: number, reason: string): void {
  // A client may not complete the closing handshake; in that case the reported code is a different one.
  if (session && !isTemporaryClose(code)) session.forget();
  if (adapter.closeClient) adapter.closeClient(client, code, reason);
  else disconnectByShape(client, code, reason);
}
