import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext, WsMessageHandler } from '@portico/common';
import {
  AbstractWsAdapter,
  type HandshakeCheck,
  type ServerLeaseOptions,
  UpgradeRouter,
} from '@portico/websockets/adapters';
import type { Observable } from 'rxjs';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { closeClients } from './close-clients.js';
import { type Message, parseMessage, writeMessage } from './messages.js';

/** What `@WebSocketGateway(port, options)` takes on this platform. */
export interface MyPlatformGatewayOptions extends ServerLeaseOptions {
  /** Where clients connect to. Default: `/`. */
  readonly path?: string;
  /** The largest message in bytes; a longer one closes the connection with 1009. Default: 1 MiB. */
  readonly maxPayload?: number;
  /** Refused: there are no namespaces. */
  readonly namespace?: unknown;
}

const MAX_PAYLOAD = 1_048_576;

/**
 * Gateways on MyPlatform. A message is `{ "event": ..., "data": ... }` as JSON.
 *
 * @example
 * const app = await NestFactory.create(AppModule);
 * app.useWebSocketAdapter(new MyPlatformAdapter(app));
 */
export class MyPlatformAdapter extends AbstractWsAdapter<WebSocketServer, WebSocket, MyPlatformGatewayOptions> {
  /** The router matches parameters of paths. */
  readonly matchesPaths = true;

  private readonly checks = new WeakMap<WebSocketServer, HandshakeCheck>();

  /** @param appOrHttpServer the application, or the HTTP server that gateways without a port share */
  constructor(appOrHttpServer?: INestApplicationContext | object) {
    super(appOrHttpServer);
  }

  // #region create
  create(
    port: number,
    { namespace, path = '/', maxPayload = MAX_PAYLOAD, ...options }: MyPlatformGatewayOptions = {},
  ): WebSocketServer {
    if (namespace) throw new Error(`MyPlatform has no namespaces: give the gateway a path instead of "${namespace}".`);
    const lease = this.leaseServer(port, options);
    const server = new WebSocketServer({ noServer: true, maxPayload });
    const unmount = UpgradeRouter.of(lease.httpServer).add({
      path,
      isClosing: () => this.isClosing(server),
      handshakeCheck: () => this.checks.get(server),
      handle: (request, socket, head) =>
        server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request)),
    });
    server.on('connection', (client) => {
      client.on('error', (error) => this.reportDiscarded(client, { reason: 'malformed', error }));
    });
    this.mount(server, { lease, unmount });
    return server;
  }

  /** The router calls the check for each client, before `handle`. */
  bindHandshake(server: WebSocketServer, check: HandshakeCheck): boolean {
    this.checks.set(server, check);
    return true;
  }
  // #endregion

  // #region clients
  /** `create` emits the client and its upgrade request. */
  override bindClientConnect(
    server: WebSocketServer,
    callback: (client: WebSocket, request: IncomingMessage) => void,
  ): void {
    server.on('connection', callback);
  }

  override bindClientDisconnect(client: WebSocket, callback: (code: number, reason: string) => void): void {
    client.on('close', (code, reason) => callback(code, reason.toString()));
  }

  /** Disconnects one client when the application closes. */
  closeClient(client: WebSocket, code: number, reason: string): void {
    client.close(code, reason);
  }

  /** Ends the connection of one client that sends more than its gateway can take. */
  dropClient(client: WebSocket): void {
    client.close(1008, 'Too many messages before the connection was ready');
  }
  // #endregion

  // #region messages
  bindMessageHandlers(
    client: WebSocket,
    handlers: WsMessageHandler[],
    transform: (result: unknown) => Observable<unknown>,
  ): void {
    const byEvent = new Map<unknown, WsMessageHandler>(handlers.map((handler) => [handler.message, handler]));
    client.on('message', (frame) => {
      const message = this.read(client, frame);
      if (!message) return;
      const handler = byEvent.get(message.event);
      if (handler) transform(handler.callback(message.data)).subscribe((reply) => this.send(client, reply));
      else this.reportDiscarded(client, { reason: 'unknown-event', ...message });
    });
  }

  override sendEvent(client: WebSocket, event: string, data: unknown): void {
    this.send(client, { event, data });
  }

  /** Throws for a reply that cannot be serialized, so that the filters of the message handle the error. */
  private send(client: WebSocket, reply: unknown): void {
    if (reply && client.readyState === WebSocket.OPEN) client.send(writeMessage(reply));
  }
  // #endregion

  private read(client: WebSocket, frame: RawData): Message | undefined {
    try {
      return parseMessage(frame.toString());
    } catch (error) {
      this.reportDiscarded(client, { reason: 'malformed', data: frame, error });
      return undefined;
    }
  }

  // #region close
  /** Called once for each server, after `unmount`. Then the lease is released. */
  protected override async closeServer(server: WebSocketServer): Promise<void> {
    await closeClients(server.clients, this.forceCloseConnections);
    const closed = once(server, 'close');
    server.close();
    await closed;
  }
  // #endregion
}
