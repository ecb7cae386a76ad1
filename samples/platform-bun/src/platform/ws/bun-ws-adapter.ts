import type { INestApplicationContext, WsMessageHandler } from '@portico/common';
import { AbstractWsAdapter } from '@portico/websockets';
import {
  type ClientProtocol,
  type HandshakeCheck,
  jsonOf,
  type MessageReceiver,
  messageReceiverOf,
  type RoomAdapterFactory,
  type ServerLease,
  type SharedEvent,
  UpgradeRouter,
} from '@portico/websockets/adapters';
import type { Observable } from 'rxjs';
import { BunServer } from '../http/bun-server.js';
import { type BunGatewayOptions, type BunWsOptions, type ClientLimits, OPTION_NAMES } from '../options.js';
import type { BunClient } from './bun-client.js';
import { BunGatewayServer } from './bun-gateway-server.js';
import { BunPorts } from './bun-ports.js';
import { nativeRooms } from './native-rooms.js';
import { type Message, readMessage } from './read-message.js';

const OPEN = 1;
const POLICY_VIOLATION = 1008;
const DEFAULT_CLOSE_TIMEOUT_MS = 2_000;
/** How long a generator waits if nothing is buffered by Bun. */
const POLL_MS = 5;

type MessageListener = (this: BunClient, frame: string | Buffer) => void;

/**
 * Gateways on the WebSockets of Bun: messages are `{ "event": ..., "data": ... }` as JSON.
 *
 * @example
 * const app = await NestFactory.create(AppModule, new BunHttpAdapter());
 * app.useWebSocketAdapter(new BunWsAdapter(app));
 */
export class BunWsAdapter extends AbstractWsAdapter<BunGatewayServer, BunClient, BunGatewayOptions> {
  readonly matchesPaths = true;
  readonly optionNames = OPTION_NAMES;
  readonly clientProtocol: ClientProtocol = { name: 'ws', path: '/', isFramed: true, subprotocols: [] };

  private readonly checks = new WeakMap<BunGatewayServer, HandshakeCheck>();
  private readonly listeners = new WeakMap<MessageReceiver<BunClient>, MessageListener>();
  private ports = new BunPorts();

  constructor(
    appOrHttpServer?: INestApplicationContext | object,
    private readonly settings: BunWsOptions = {},
  ) {
    super(appOrHttpServer);
    const { onDiscardedMessage, dispatch, highWaterMark, shutdown } = settings;
    if (onDiscardedMessage) this.onDiscardedMessage = onDiscardedMessage;
    this.dispatch = dispatch;
    this.highWaterMark = highWaterMark;
    this.shutdown = shutdown;
  }

  /** @throws Error for a namespace, and if the HTTP server of the application is not one of Bun */
  create(port: number, options: BunGatewayOptions = {}): BunGatewayServer {
    const { path = '/', protocols = [], namespace } = options;
    if (namespace)
      throw new Error('There are no namespaces on Bun: give the gateway a path, @WebSocketGateway({ path }).');
    const lease = this.lease(port, options);
    const { httpServer } = lease;
    if (!(httpServer instanceof BunServer)) throw foreignServerError();
    const { maxPayload } = httpServer.clients.claim({ ...limitsOf(this.settings), ...limitsOf(options) });
    const server = new BunGatewayServer(httpServer, path, maxPayload, protocols);
    const unmount = UpgradeRouter.of(httpServer).add({
      path,
      ownsRest: options.path === undefined && lease.isOwn,
      isClosing: () => this.isClosing(server),
      handshakeCheck: () => this.checks.get(server),
      handle: (request, socket) => server.accept(request, socket),
    });
    this.mount(server, { lease, unmount });
    return server;
  }

  override holdPorts(): () => void {
    const releases = [super.holdPorts(), this.ports.hold()];
    return () => {
      for (const release of releases) release();
    };
  }

  override sharePorts(other: object): void {
    super.sharePorts(other);
    if (other instanceof BunWsAdapter) this.ports = other.ports;
  }

  pathOf({ path }: BunGatewayServer): string {
    return path;
  }

  bindHandshake(server: BunGatewayServer, check: HandshakeCheck): boolean {
    this.checks.set(server, check);
    return true;
  }

  override bindClientDisconnect(client: BunClient, callback: Function): void {
    client.once('close', (code: number, reason: string) => callback(code, reason));
  }

  bindMessageHandlers(
    client: BunClient,
    handlers: WsMessageHandler[],
    transform: (data: any) => Observable<any>,
  ): void {
    this.bindMessages(client, messageReceiverOf(this, handlers, transform));
  }

  bindMessages(client: BunClient, receiver: MessageReceiver<BunClient>): void {
    let listener = this.listeners.get(receiver);
    if (!listener) {
      listener = listenerOf(receiver);
      this.listeners.set(receiver, listener);
    }
    client.on('message', listener);
  }

  unbindMessages(client: BunClient, receiver: MessageReceiver<BunClient>): void {
    const listener = this.listeners.get(receiver);
    if (listener) client.off('message', listener);
  }

  sendReply(client: BunClient, value: unknown): void {
    if (client.readyState !== OPEN) return;
    const text: string | undefined = JSON.stringify(value);
    if (text !== undefined) client.send(text);
  }

  override sendEvent(client: BunClient, event: string, data: unknown): void {
    this.sendReply(client, { event, data });
  }

  /** For broadcasts that Bun cannot publish. */
  sendShared(client: BunClient, event: SharedEvent): void {
    if (client.readyState === OPEN) client.send(event.as(jsonOf));
  }

  override roomAdapter(server: BunGatewayServer): RoomAdapterFactory {
    return this.settings.adapter ?? nativeRooms(server);
  }

  bufferedBytes(client: BunClient): number {
    return client.bufferedAmount;
  }

  onceDrained(client: BunClient, callback: () => void): void {
    if (client.bufferedAmount > 0) client.onceDrained(callback);
    else setTimeout(callback, POLL_MS);
  }

  dropClient(client: BunClient): void {
    client.close(POLICY_VIOLATION, 'Too many messages');
  }

  closeClient(client: BunClient, code: number, reason: string): void {
    client.close(code, reason);
  }

  protected override async closeServer(server: BunGatewayServer): Promise<void> {
    await server.close(this.forceCloseConnections ? 0 : (this.settings.closeTimeout ?? DEFAULT_CLOSE_TIMEOUT_MS));
  }

  /** Dedicated ports are servers of Bun, too. */
  private lease(port: number, options: BunGatewayOptions): ServerLease {
    const { server, host } = options;
    if (port === 0 || server) return this.leaseServer(port, server ? { server } : {});
    return this.ports.take(port, host);
  }
}

/** One listener for all clients of a server. */
function listenerOf(receiver: MessageReceiver<BunClient>): MessageListener {
  return function onMessage(frame) {
    let message: Message;
    try {
      message = readMessage(frame);
    } catch (error) {
      receiver.discard(this, { reason: 'malformed', data: frame, error });
      return;
    }
    receiver.receive(this, message.event, message.data);
  };
}

function limitsOf({ maxPayload, maxBufferedBytes, idleTimeout }: ClientLimits): ClientLimits {
  return {
    ...(maxPayload !== undefined && { maxPayload }),
    ...(maxBufferedBytes !== undefined && { maxBufferedBytes }),
    ...(idleTimeout !== undefined && { idleTimeout }),
  };
}

function foreignServerError(): Error {
  return new Error(
    'BunWsAdapter cannot share the HTTP server of the application, because it is not a server of Bun. ' +
      'Create the application with BunHttpAdapter, or give the gateway a dedicated port: @WebSocketGateway(8080).',
  );
}
