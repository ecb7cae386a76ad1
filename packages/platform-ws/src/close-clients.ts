import { WebSocket } from 'ws';

const SERVICE_RESTART = 1012;

/**
 * Closes connections in order: each client gets the closing handshake with 1012 and `timeout` milliseconds to answer it.
 * One that still reads what was sent before it has not come to it yet, and is waited for.
 *
 * @param timeout 0 cuts the connections at once
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
