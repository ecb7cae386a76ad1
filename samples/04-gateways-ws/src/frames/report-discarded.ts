import type { DiscardedMessage } from '@portico/websockets';
import { WebSocket } from 'ws';

/** Reports a frame that reaches no handler to its sender, with the reason. */
export function reportDiscarded(client: WebSocket, { reason, event, error }: DiscardedMessage): void {
  if (client.readyState !== WebSocket.OPEN) return;
  const why = error instanceof Error ? error.message : undefined;
  client.send(JSON.stringify({ event: 'discarded', data: { reason, event, why } }));
}
