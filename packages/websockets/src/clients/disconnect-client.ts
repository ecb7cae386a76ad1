import type { Connection } from './connection.js';
import { disconnectByShape } from './disconnect-by-shape.js';

/**
 * Disconnects one client through its adapter; by the methods that sockets usually have if the adapter has no
 * `closeClient`.
 *
 * @param code the close code, for libraries that can send one
 */
export function disconnectClient({ adapter, client }: Connection, code: number, reason: string): void {
  if (adapter.closeClient) adapter.closeClient(client, code, reason);
  else disconnectByShape(client, code, reason);
}
