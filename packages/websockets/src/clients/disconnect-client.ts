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
  // The client need not complete the closing handshake: the code that arrives in the end is not this one then.
  if (session && !isTemporaryClose(code)) session.forget();
  if (adapter.closeClient) adapter.closeClient(client, code, reason);
  else disconnectByShape(client, code, reason);
}
