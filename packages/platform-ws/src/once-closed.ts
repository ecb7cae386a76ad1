import type { WebSocket } from 'ws';
import { type ClosedCallback, GatewaySocket } from './connection.js';

/**
 * Calls back when a connection is closed. The callback is stored with the client, and all clients share one listener:
 * separate listeners would take 200 bytes per client.
 */
export function onceClosed(client: WebSocket, callback: ClosedCallback): void {
  if (!(client instanceof GatewaySocket) || client.onClosed) {
    client.once('close', (code, reason) => callback(client, code, reason.toString()));
    return;
  }
  client.onClosed = callback;
  client.on('close', announce);
}

/** A connection closes once: taking the listener off it would copy the list of its listeners. */
function announce(this: WebSocket, code: number, reason: Buffer): void {
  if (!(this instanceof GatewaySocket)) return;
  const { onClosed } = this;
  this.onClosed = undefined;
  onClosed?.(this, code, reason.toString());
}
