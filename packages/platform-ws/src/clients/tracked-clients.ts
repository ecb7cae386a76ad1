import type { WebSocket, WebSocketServer } from 'ws';

/** Returns the clients of a server, also of one that ws does not track clients for (`clientTracking: false`). */
export function clientsOf(server: WebSocketServer): ReadonlySet<WebSocket> {
  const { clients }: { readonly clients?: ReadonlySet<WebSocket> } = server;
  if (clients) return clients;
  const tracked = new Set<WebSocket>();
  server.on('connection', (client: WebSocket) => {
    tracked.add(client);
    client.on('close', () => tracked.delete(client));
  });
  return tracked;
}
