import type { INestApplicationContext, WsMessageHandler } from '@portico/common';
import { AbstractWsAdapter } from '@portico/websockets';
import {
  type ClientProtocol,
  type HandshakeCheck,
  type MessageReceiver,
  messageReceiverOf,
  UpgradeRouter,
} from '@portico/websockets/adapters';
import type { Observable } from 'rxjs';
import {
  type FayeCloseEvent,
  type FayeErrorEvent,
  type FayeMessageEvent,
  FayeServer,
  type FayeSocket,
} from './faye-server.js';
import { type Message, readMessage } from './message.js';
import type { FayeAdapterOptions, FayeGatewayOptions } from './options.js';

/** The `readyState` of an open WebSocket. */
const OPEN = 1;
/** faye-websocket cannot send codes that are reserved for the protocol, such as 1008. */
const TOO_MANY_MESSAGES = 4008;
const NORMAL = 1000;
const LEAST_FREE_CODE = 3000;
const DEFAULT_CLOSE_TIMEOUT_MS = 2_000;

/**
 * Serves gateways over plain WebSockets with faye-websocket. Messages are `{ "event": ..., "data": ... }` as JSON.
 *
 * @example
 * app.useWebSocketAdapter(new FayeAdapter(app));
 */
export class FayeAdapter extends AbstractWsAdapter<FayeServer, FayeSocket, FayeGatewayOptions> {
  readonly matchesPaths = true;
  readonly clientProtocol: ClientProtocol = { name: 'ws', path: '/', isFramed: true, subprotocols: [] };

  private readonly paths = new WeakMap<FayeServer, string>();
  private readonly checks = new WeakMap<FayeServer, HandshakeCheck>();
  private readonly listeners = new WeakMap<FayeSocket, (event: FayeMessageEvent) => void>();

  constructor(
    appOrHttpServer?: INestApplicationContext | object,
    private readonly settings: FayeAdapterOptions = {},
  ) {
    super(appOrHttpServer);
  }

  create(port: number, { path = '/', ...options }: FayeGatewayOptions = {}): FayeServer {
    const lease = this.leaseServer(port, options);
    const server = new FayeServer(options);
    const unmount = UpgradeRouter.of(lease.httpServer).add({
      path,
      isClosing: () => this.isClosing(server),
      handshakeCheck: () => this.checks.get(server),
      handle: (request, socket, head) => server.accept(request, socket, head),
    });
    this.mount(server, { lease, unmount });
    this.paths.set(server, path);
    return server;
  }

  /** Used in the log at start-up, and to detect adapters that serve the same path. */
  pathOf(server: FayeServer): string | undefined {
    return this.paths.get(server);
  }

  /** The upgrade router calls the check for each client. */
  bindHandshake(server: FayeServer, check: HandshakeCheck): boolean {
    this.checks.set(server, check);
    return true;
  }

  override bindClientDisconnect(client: FayeSocket, callback: Function): void {
    client.once('close', ({ code, reason }: FayeCloseEvent) => callback(code, reason));
  }

  bindMessageHandlers(
    client: FayeSocket,
    handlers: WsMessageHandler[],
    transform: (data: any) => Observable<any>,
  ): void {
    this.bindMessages(client, messageReceiverOf(this, handlers, transform));
  }

  bindMessages(client: FayeSocket, receiver: MessageReceiver<FayeSocket>): void {
    const onMessage = ({ data: frame }: FayeMessageEvent): void => {
      let message: Message;
      try {
        message = readMessage(frame);
      } catch (error) {
        receiver.discard(client, { reason: 'malformed', data: frame, error });
        return;
      }
      receiver.receive(client, message.event, message.data);
    };
    client.on('message', onMessage);
    this.listeners.set(client, onMessage);
    client.on('error', ({ message }: FayeErrorEvent) => {
      this.reportDiscarded(client, { reason: 'malformed', error: new Error(message) });
    });
  }

  /** Called when a client has disconnected, before its gateway is notified. */
  unbindMessages(client: FayeSocket): void {
    const listener = this.listeners.get(client);
    if (listener) client.removeListener('message', listener);
  }

  pauseClient(client: FayeSocket): boolean {
    client.pause();
    return true;
  }

  resumeClient(client: FayeSocket): void {
    client.resume();
  }

  /** Called for a client that floods the server before it is accepted. */
  dropClient(client: FayeSocket): void {
    client.close(TOO_MANY_MESSAGES, 'Too many messages');
  }

  /** Sends the result of a handler as JSON. */
  sendReply(client: FayeSocket, value: unknown): void {
    if (client.readyState !== OPEN) return;
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) client.send(text);
  }

  /** Sends 1000 instead of a code that faye-websocket cannot send. */
  closeClient(client: FayeSocket, code: number, reason: string): void {
    client.close(code >= LEAST_FREE_CODE ? code : NORMAL, reason);
  }

  protected override async closeServer(server: FayeServer): Promise<void> {
    await server.close(this.forceCloseConnections ? 0 : (this.settings.closeTimeout ?? DEFAULT_CLOSE_TIMEOUT_MS));
  }
}
