import type { IncomingMessage, Server } from 'node:http';
import { type ServerLease, type UpgradeRoute, UpgradeRouter } from '@portico/websockets/adapters';
import type { WebSocket, WebSocketServer } from 'ws';

/** Which upgrade requests of the HTTP server a server receives. */
export interface AttachedRoute extends Omit<UpgradeRoute, 'handle'> {
  /** Called with each client before the server is notified of it. */
  accepted(client: WebSocket, request: IncomingMessage): void;
}

/**
 * Passes the upgrade requests for a path to a server.
 *
 * @returns a function that removes what was added to the HTTP server
 */
export function attachServer(
  server: WebSocketServer,
  lease: ServerLease,
  { accepted, ...route }: AttachedRoute,
): () => void {
  // A lease of its own port is an HTTP server of Node.
  if (lease.isOwn) server.address = () => (lease.httpServer as Server).address();
  return UpgradeRouter.of(lease.httpServer).add({
    ...route,
    handle: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (client: WebSocket, upgraded: IncomingMessage) => {
        accepted(client, upgraded);
        server.emit('connection', client, upgraded);
      }),
  });
}
