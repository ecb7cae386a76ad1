import type { DroppedMessage } from '@portico/websockets';
import { WebSocket } from 'ws';

/** Reports a frame that reaches no handler to its sender, with the reason. */
export function reportDropped(client: WebSocket, { reason, event, error }: DroppedMessage): void {
  if (client.readyState !== WebSocket.OPEN) return;
  const why = error instanceof Error ? error.message : undefined;
  client.send(JSON.stringify({ event: 'dropped', data: { reason, event, why } }));
}
