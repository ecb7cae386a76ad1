import { once } from 'node:events';
import type { WsMessageHandler } from '@portico/common';
import { AbstractWsAdapter } from '@portico/websockets';
import { UpgradeRouter } from '@portico/websockets/adapters';
import type { Observable } from 'rxjs';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

interface Options {
  readonly path?: string;
  readonly server?: never;
}

// #region contract
export class SharingWsAdapter extends AbstractWsAdapter<WebSocketServer, WebSocket, Options> {
  readonly matchesPaths = true; // by the router

  create(port: number, { path = '/', ...options }: Options = {}): WebSocketServer {
    const lease = this.leaseServer(port, options); // the HTTP server of the application, or a dedicated port
    const server = new WebSocketServer({ ...options, noServer: true });
    const unmount = UpgradeRouter.of(lease.httpServer).add({
      path,
      isClosing: () => this.isClosing(server), // clients that come while the application closes get 503
      handle: (request, socket, head) =>
        server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request)),
    });
    this.mount(server, { lease, unmount }); // undone when the server is closed
    return server;
  }

  override bindClientDisconnect(client: WebSocket, callback: Function): void {
    client.on('close', (code, reason) => callback(code, reason.toString()));
    client.on('error', (error) => this.reportDiscarded(client, { reason: 'malformed', error }));
  }

  bindMessageHandlers(
    client: WebSocket,
    handlers: WsMessageHandler[],
    process: (result: unknown) => Observable<unknown>,
  ): void {
    client.on('message', (frame) => {
      const message = this.read(client, frame);
      const handler = handlers.find((each) => each.message === message?.event);
      if (handler) process(handler.callback(message?.data)).subscribe((answer) => send(client, answer));
      else if (message) this.reportDiscarded(client, { reason: 'unknown-event', ...message });
    });
  }

  closeClient(client: WebSocket, code: number, reason: string): void {
    client.close(code, reason); // as soon as none of its messages is running
  }

  protected override async closeServer(server: WebSocketServer): Promise<void> {
    const clients = [...server.clients];
    for (const client of clients) client.close(1001);
    const terminate = () => {
      for (const client of clients) client.terminate(); // those that do not answer the close
    };
    const timer = setTimeout(terminate, this.forceCloseConnections ? 0 : 2_000);
    await Promise.all(clients.map((client) => once(client, 'close')));
    clearTimeout(timer);
    server.close();
  }

  protected read(client: WebSocket, data: RawData): { event: unknown; data: unknown } | undefined {
    try {
      const message = JSON.parse(data.toString());
      if (message.event === undefined) throw new TypeError('The message has no event');
      return { event: message.event, data: message.data };
    } catch (error) {
      this.reportDiscarded(client, { reason: 'malformed', data, error });
      return undefined;
    }
  }
}

export function send(client: WebSocket, answer: unknown): void {
  if (answer && client.readyState === WebSocket.OPEN) client.send(JSON.stringify(answer));
}
// #endregion
