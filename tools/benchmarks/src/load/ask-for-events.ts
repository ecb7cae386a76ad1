import type { Load } from './load.js';
import { closeAll, type WebSocketClient } from './websocket-client.js';
import { clientFrame } from './websocket-frames.js';

/** Requests events with the first client, waits until that number has arrived at all clients, and repeats. Counts deliveries. */
export function askForEvents(clients: readonly WebSocketClient[], ask: string, perAsk: number): Load {
  const frame = clientFrame(ask);
  let completed = 0;
  let expected = perAsk;
  let arrived = 0;
  for (const client of clients) {
    client.onText = () => arrived++;
    client.onChunk = () => {
      completed += arrived;
      arrived = 0;
      if (completed < expected) return;
      expected += perAsk;
      clients[0]!.send(frame);
    };
  }
  clients[0]!.send(frame);
  return { completed: () => completed, stop: async () => closeAll(clients) };
}
