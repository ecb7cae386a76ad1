import type { IncomingMessage, Server } from 'node:http';
import { createRequire } from 'node:module';
import type { INestApplicationContext, WsMessageHandler } from '@portico/common';
import { absolutePath } from '@portico/core/transports';
import {
  AbstractWsAdapter,
  type ClientProtocol,
  type Codec,
  codecTable,
  type HandshakeCheck,
  jsonOf,
  type MessageReceiver,
  messageReceiverOf,
  portico1,
  type RoomAdapterFactory,
  type SharedEvent,
  takeResumeToken,
  UpgradeRouter,
} from '@portico/websockets';
import type { Observable } from 'rxjs';
import { type RawData, type ServerOptions, WebSocket, WebSocketServer } from 'ws';
import { sendMessage } from './broadcast.js';
import { chooseProtocol, withoutResumeTokens } from './choose-protocol.js';
import { closeClients } from './close-clients.js';
import { CodecClient, codecOf, encoderOf, sendFrame } from './codec-client.js';
import { GatewaySocket } from './connection.js';
import { EncodedMessage } from './encoded-message.js';
import { wsPlatformError } from './errors.js';
import { explainEmit } from './explain-emit.js';
import { guardHandshake } from './guard-handshake.js';
import { startHeartbeat } from './heartbeat.js';
import { parseJsonMessage } from './message-parser.js';
import { onceClosed } from './once-closed.js';
import { onceDrained } from './once-drained.js';
import {
  DEFAULT_CLOSE_TIMEOUT_MS,
  type WsAdapterOptions,
  type WsData,
  type WsGatewayOptions,
  type WsMessage,
  type WsMessageParser,
} from './options.js';

const POLICY_VIOLATION = 1008;

/** A frame, as `bindMessageHandler` receives it. */
export interface WsFrame {
  readonly data: WsData;
  readonly isBinary?: boolean;
}

/**
 * Gateways over plain WebSockets, with the ws package: messages are `{ "event": ..., "data": ... }` as JSON unless a
 * `messageParser` decodes another format, and handler results are sent as JSON.
 *
 * @example
 * const app = await NestFactory.create(AppModule);
 * app.useWebSocketAdapter(new WsAdapter(app));
 * @see docs/websocket-adapters.md
 */
export class WsAdapter extends AbstractWsAdapter<WebSocketServer, WebSocket, WsGatewayOptions> {
  readonly matchesPaths = true;

  private readonly listeners = new WeakMap<
    MessageReceiver,
    (this: WebSocket, data: RawData, isBinary: boolean) => void
  >();
  /** The clients of servers that do not track their clients. */
  private readonly clients = new WeakMap<WebSocketServer, ReadonlySet<WebSocket>>();
  /** Of servers that are mounted here. */
  private readonly checks = new WeakMap<WebSocketServer, HandshakeCheck | undefined>();
  /** The resume tokens of reconnecting clients. */
  private readonly resumeTokens = new WeakMap<WebSocket, string>();
  /** By their subprotocols. */
  private readonly codecs: ReadonlyMap<string, Codec>;
  private messageParser: WsMessageParser;

  /** @param appOrHttpServer the application, or the HTTP server that gateways without a port share */
  constructor(
    appOrHttpServer?: INestApplicationContext | object,
    private readonly settings: WsAdapterOptions = {},
  ) {
    super(appOrHttpServer);
    this.messageParser = settings.messageParser ?? parseJsonMessage;
    this.codecs = codecTable(settings.codecs ?? [portico1()]);
    if (settings.onDroppedMessage) this.onDroppedMessage = settings.onDroppedMessage;
    this.shutdown = settings.shutdown;
    this.dispatch = settings.dispatch;
    this.connectionStateRecovery = settings.connectionStateRecovery;
    this.validateReplies = settings.validateReplies;
    this.highWaterMark = settings.highWaterMark;
  }

  /** Frames of a parser of the application, or of a subclass that reads them, are not known. */
  get clientProtocol(): ClientProtocol {
    return {
      name: 'ws',
      path: '/',
      isFramed: this.readsFrames && !this.hasOwnParser,
      subprotocols: this.readsFrames ? [...this.codecs.keys()] : [],
    };
  }

  /** Decodes frames with another parser from now on. */
  setMessageParser(parser: WsMessageParser): void {
    this.messageParser = parser;
  }

  pathOf({ options }: WebSocketServer): string | undefined {
    return options?.path;
  }

  /**
   * Creates the server for a path of a port. All options of ws are passed on.
   *
   * @param port 0 for the HTTP server of the application, or a free port if the adapter has none
   * @throws FrameworkError `PORTICO_WS_NAMESPACE` or `PORTICO_WS_NO_SERVER`
   */
  create(port: number, options: WsGatewayOptions = {}): WebSocketServer {
    const {
      namespace,
      server: given,
      path,
      handshakeTimeout,
      host,
      heartbeatInterval,
      verifyClient,
      handleProtocols,
      ...rest
    } = options;
    if (namespace) throw namespaceError(namespace);
    const lease = this.leaseServer(port, { server: given, host, handshakeTimeout });
    const pathname = absolutePath(path ?? '');
    const { maxBufferedBytes, highWaterMark } = this.settings;
    const server = new WebSocketServer({
      WebSocket: GatewaySocket,
      maxBufferedBytes,
      highWaterMark,
      ...rest,
      handleProtocols: withoutResumeTokens(
        handleProtocols ?? chooseProtocol(this.readsFrames ? this.codecs : new Map(), this.codecs),
      ),
      ...(verifyClient && { verifyClient: guardHandshake(verifyClient) }),
      // ws exposes this as the path of the server; a trailing slash is optional.
      path: pathname.replace(/(.)\/+$/, '$1'),
      noServer: true,
      // The types of ws do not allow options of the `WebSocket` class together with its own.
    } as ServerOptions);
    // The owner of the request has already been determined; ws would compare the undecoded path of the request.
    server.shouldHandle = () => true;
    const clients = server.clients ?? new Set<WebSocket>();
    explainEmit(server, (message) => this.logger.warn(message));
    server.on('connection', (client: WebSocket) => {
      client.on('error', this.onClientError);
      if (!server.clients) track(client, clients);
    });
    // A lease of its own port is an HTTP server of Node.
    if (lease.isOwn) server.address = () => (lease.httpServer as Server).address();
    const unmount = UpgradeRouter.of(lease.httpServer).add({
      path: pathname,
      ownsRest: path === undefined && lease.isOwn,
      isClosing: () => this.isClosing(server),
      handshakeCheck: () => this.checks.get(server),
      handle: (request, socket, head) =>
        server.handleUpgrade(request, socket, head, (client: WebSocket, accepted: IncomingMessage) => {
          const token = takeResumeToken(accepted);
          if (token) this.resumeTokens.set(client, token);
          server.emit('connection', client, accepted);
        }),
    });
    this.checks.set(server, undefined);
    const interval = heartbeatInterval ?? this.settings.heartbeatInterval;
    const stopHeartbeat = interval ? startHeartbeat(clients, interval) : undefined;
    this.clients.set(server, clients);
    this.mount(server, {
      lease,
      unmount: () => {
        unmount();
        stopHeartbeat?.();
      },
    });
    return server;
  }

  /** Not for a server that a subclass has created itself. */
  bindHandshake(server: WebSocketServer, check: HandshakeCheck): boolean {
    if (!this.checks.has(server)) return false;
    this.checks.set(server, check);
    return true;
  }

  override bindClientDisconnect(client: WebSocket, callback: Function): void {
    onceClosed(client, callback);
  }

  /** Whether messages can take the fast path: not if a subclass overrides the methods that handle them. */
  override get routesMessages(): boolean {
    const { bindMessageHandlers, bindMessageHandler } = WsAdapter.prototype;
    return this.bindMessageHandlers === bindMessageHandlers && this.bindMessageHandler === bindMessageHandler;
  }

  /** One listener serves all clients of a server, except those that have chosen a codec. */
  bindMessages(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
    const codec = client.protocol ? this.codecs.get(client.protocol) : undefined;
    if (codec) {
      new CodecClient(client, codec, receiver, this.resumeTokens.get(client));
      return;
    }
    let listener = this.listeners.get(receiver);
    if (!listener) {
      listener = this.createListener(receiver);
      this.listeners.set(receiver, listener);
    }
    client.on('message', listener);
  }

  unbindMessages(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
    const listener = this.listeners.get(receiver);
    if (listener) client.off('message', listener);
    if (client.protocol) CodecClient.unbind(client);
  }

  /** Routes the messages of a client to the handlers. */
  bindMessageHandlers(
    client: WebSocket,
    handlers: WsMessageHandler[],
    transform: (data: any) => Observable<any>,
  ): void {
    if (this.readsFrames) {
      this.bindMessages(client, messageReceiverOf(this, handlers, transform));
      return;
    }
    const byEvent = new Map(handlers.map((handler) => [handler.message, handler]));
    client.on('message', (data, isBinary) => {
      this.bindMessageHandler({ data: isBinary ? data : data.toString(), isBinary }, byEvent, transform).subscribe(
        (response) => {
          if (response) this.sendReply(client, response);
        },
      );
    });
  }

  /**
   * Decodes one frame and calls its handler with the data and the event. Errors of the parser or the handler are
   * logged.
   *
   * @returns the replies; none if the frame was discarded
   */
  bindMessageHandler(
    buffer: WsFrame,
    handlersMap: Map<string, WsMessageHandler>,
    transform: (data: any) => Observable<any>,
  ): Observable<any> {
    let message: WsMessage | undefined;
    try {
      message = this.messageParser(buffer.data, buffer.isBinary ?? typeof buffer.data !== 'string');
    } catch (error) {
      if (this.hasOwnParser) this.logger.error('The messageParser failed', stackOf(error));
      else this.logger.warn(`A frame could not be read: ${error instanceof Error ? error.message : String(error)}`);
      return emptyObservable();
    }
    const handler = message && handlersMap.get(message.event);
    if (!handler) return emptyObservable();
    try {
      return transform(handler.callback(message?.data, message?.event));
    } catch (error) {
      this.logger.error(`The handler of "${message?.event}" failed`, stackOf(error));
      return emptyObservable();
    }
  }

  /** Logs a protocol error of a client; ws itself closes the connection with the right code. */
  bindErrorHandler(server: WebSocketServer): void {
    server.on('connection', (client: WebSocket) => client.on('error', this.onClientError));
  }

  /**
   * Sends a value as JSON, or through the codec of the client if it is an event. Nothing is sent to a client that is
   * closing.
   */
  sendReply(client: WebSocket, value: unknown): void {
    if (client.readyState !== WebSocket.OPEN) return;
    const codec = codecOf(client);
    if (codec) {
      sendByCodec(client, codec, value);
      return;
    }
    const text: string | undefined = JSON.stringify(value);
    if (text !== undefined) client.send(text);
  }

  /** Not if a subclass overrides how events are sent. */
  sendShared(client: WebSocket, event: SharedEvent): void {
    if (this.sendEvent !== WsAdapter.prototype.sendEvent || this.sendReply !== WsAdapter.prototype.sendReply) {
      this.sendEvent(client, event.event, event.data);
    } else if (client.readyState === WebSocket.OPEN) {
      const codec = codecOf(client);
      sendMessage(client, event.as(codec ? encoderOf(codec) : encodeEvent));
    }
  }

  /** Not if a subclass overrides how requests are sent. */
  get limitsRequests(): boolean {
    return this.requestClient === WsAdapter.prototype.requestClient;
  }

  /** Clients whose codec supports requests can reply. */
  requestClient(client: WebSocket, event: string, data: unknown, timeoutMs: number): Promise<unknown> | undefined {
    return client.protocol ? CodecClient.of(client)?.request(event, data, timeoutMs) : undefined;
  }

  override roomAdapter(_server: WebSocketServer): RoomAdapterFactory | undefined {
    return this.settings.adapter;
  }

  override sendEvent(client: WebSocket, event: string, payload: unknown): void {
    this.sendReply(client, { event, data: payload });
  }

  closeClient(client: WebSocket, code: number, reason: string): void {
    client.close(code, reason);
  }

  pauseClient(client: WebSocket): boolean {
    client.pause();
    return true;
  }

  resumeClient(client: WebSocket): void {
    client.resume();
  }

  bufferedBytes(client: WebSocket): number {
    return client.bufferedAmount;
  }

  onceDrained(client: WebSocket, callback: () => void): void {
    onceDrained(client, callback);
  }

  dropClient(client: WebSocket): void {
    client.close(POLICY_VIOLATION, 'Too many messages');
  }

  /** Disconnects the clients. A server that a subclass has created itself is closed in the same way. */
  protected override async closeServer(server: WebSocketServer): Promise<void> {
    const timeout = this.forceCloseConnections ? 0 : (this.settings.closeTimeout ?? DEFAULT_CLOSE_TIMEOUT_MS);
    await closeClients(this.clients.get(server) ?? server.clients ?? [], timeout);
    // Fails if the server is already closed, which is ignored.
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Whether frames are decoded here: not if a subclass decodes them. */
  private get readsFrames(): boolean {
    return this.bindMessageHandler === WsAdapter.prototype.bindMessageHandler;
  }

  /** Whether the application has set a parser. It has to return `undefined` for frames that it ignores. */
  private get hasOwnParser(): boolean {
    return this.messageParser !== parseJsonMessage;
  }

  private createListener(receiver: MessageReceiver<WebSocket>) {
    const adapter = this;
    return function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
      let message: WsMessage | undefined;
      let event: unknown;
      try {
        message = adapter.messageParser(isBinary ? data : data.toString(), isBinary);
        if (message instanceof Promise)
          throw new TypeError('The messageParser returned a promise: it has to be synchronous');
        event = message?.event;
      } catch (error) {
        if (message instanceof Promise) message.then(undefined, () => undefined);
        receiver.discard(this, { reason: 'malformed', data, error }, adapter.hasOwnParser ? 'error' : 'warn');
        return;
      }
      if (message) receiver.receive(this, event, message.data);
    };
  }

  private readonly onClientError: (this: WebSocket, error: Error) => void = ((adapter) =>
    function onClientError(this: WebSocket, error: Error): void {
      adapter.reportDropped(this, { reason: 'malformed', error });
    })(this);
}

function encodeEvent(event: SharedEvent): EncodedMessage {
  return new EncodedMessage(event.as(jsonOf));
}

/**
 * The handler result of a message without an id. A value that is not an event cannot be related to a message by the
 * client.
 */
function sendByCodec(client: WebSocket, codec: Codec, value: unknown): void {
  const isObject = typeof value === 'object' && value !== null;
  const { event, data }: { readonly event?: unknown; readonly data?: unknown } = isObject ? value : {};
  if (typeof event === 'string') sendFrame(client, codec.encodeEvent(event, data));
}

function track(client: WebSocket, clients: Set<WebSocket>): void {
  clients.add(client);
  client.on('close', () => clients.delete(client));
}

function namespaceError(namespace: unknown): Error {
  return wsPlatformError(
    'PORTICO_WS_NAMESPACE',
    `A gateway sets the namespace "${namespace}", but ws does not support namespaces.`,
    `Use a path instead, @WebSocketGateway({ path: '${absolutePath(String(namespace))}' }), or the adapter for socket.io, which supports namespaces.`,
  );
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : String(error);
}

function emptyObservable(): Observable<never> {
  // Reached only from adapters that extend this one; without them, rxjs is not loaded.
  const { EMPTY }: typeof import('rxjs') = createRequire(import.meta.url)('rxjs');
  return EMPTY;
}
