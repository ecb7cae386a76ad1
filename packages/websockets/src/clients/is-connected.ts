import type { Connection } from './connection.js';
import { isConnectedByShape } from './send-by-shape.js';

/** Whether a client is connected, as its adapter says, or else as its socket does; `false` once its gateway has disconnected it. */
export function isConnected({ adapter, client, isOver }: Connection): boolean {
  return !isOver && (adapter.isClientConnected?.(client) ?? isConnectedByShape(client));
}
