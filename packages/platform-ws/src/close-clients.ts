import { WebSocket } from 'ws';

const GOING_AWAY = 1001;

/**
 * Closes connections in order: each client gets the closing handshake with 1001 and `timeout` milliseconds to answer it.
 *
 * @param timeout 0 cuts the connections at once
 */
export async function closeClients(clients: Iterable<WebSocket>, timeout: number): Promise<void> {
  const open = [...clients].filter((client) => client.readyState !== WebSocket.CLOSED);
  if (open.length === 0) return;
  const closed = Promise.all(open.map((client) => new Promise((resolve) => client.once('close', resolve))));
  const terminate = (): void => {
    for (const client of open) client.terminate();
  };
  if (timeout === 0) {
    terminate();
    await closed;
    return;
  }
  const timer = setTimeout(terminate, timeout);
  for (const client of open) client.close(GOING_AWAY, 'The server is closing');
  await closed;
  clearTimeout(timer);
}
