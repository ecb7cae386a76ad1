import type { DroppedMessage } from '@portico/websockets';
import { WebSocket } from 'ws';

/** Tells whoever sent a frame that no handler saw it, and why: in a sample one wants to know. */
export function tellOfDropped(client: WebSocket, { reason, event, error }: DroppedMessage): void {
  if (client.readyState !== WebSocket.OPEN) return;
  const why = error instanceof Error ? error.message : undefined;
  client.send(JSON.stringify({ event: 'dropped', data: { reason, event, why } }));
}
