import { once } from 'node:events';
import { WebSocket } from 'ws';

const GOING_AWAY = 1001;
/** How long clients have to reply to the closing handshake. */
const TIMEOUT_MS = 2_000;

/** Disconnects clients with a closing handshake, or terminates their connections immediately, and waits for the last one. */
export async function closeClients(clients: Iterable<WebSocket>, atOnce: boolean): Promise<void> {
  const open = [...clients].filter(({ readyState }) => readyState !== WebSocket.CLOSED);
  const gone = open.map((client) => once(client, 'close'));
  const cut = (): void => {
    for (const client of open) client.terminate();
  };
  if (atOnce) cut();
  else for (const client of open) client.close(GOING_AWAY, 'The server is closing');
  const timer = setTimeout(cut, TIMEOUT_MS);
  await Promise.all(gone);
  clearTimeout(timer);
}
