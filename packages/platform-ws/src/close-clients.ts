import { WebSocket } from 'ws';

const SERVICE_RESTART = 1012;

/**
 * Closes connections: each client gets a close frame with 1012, and `timeout` milliseconds to complete the closing
 * handshake. A client that is still reading earlier data has not reached the close frame yet, and gets more time.
 *
 * @param timeout 0 terminates the connections immediately
 */
export async function closeClients(clients: Iterable<WebSocket>, timeout: number): Promise<void> {
  const open = new Set([...clients].filter((client) => client.readyState !== WebSocket.CLOSED));
  if (open.size === 0) return;
  const closed = Promise.all(
    [...open].map(
      (client) =>
        new Promise<void>((resolve) => {
          client.once('close', () => {
            open.delete(client);
            resolve();
          });
        }),
    ),
  );
  if (timeout === 0) {
    for (const client of open) client.terminate();
    await closed;
    return;
  }
  for (const client of open) client.close(SERVICE_RESTART, 'The server is closing');
  const waiting = new Map<WebSocket, number>([...open].map((client) => [client, client.bufferedAmount]));
  const timer = setInterval(() => {
    for (const client of open) {
      const before = waiting.get(client) ?? 0;
      if (client.bufferedAmount < before) waiting.set(client, client.bufferedAmount);
      else client.terminate();
    }
  }, timeout);
  await closed;
  clearInterval(timer);
}
