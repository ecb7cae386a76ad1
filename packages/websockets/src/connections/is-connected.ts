import type { Connection } from './connection.js';
import { isConnectedByShape } from './send-by-shape.js';

/**
 * Returns whether a client is connected, according to its adapter or else to its socket; `false` once its gateway has
 * disconnected it.
 */
export function isConnected({ adapter, client, isOver }: Connection): boolean {
  return !isOver && (adapter.isClientConnected?.(client) ?? isConnectedByShape(client));
}
