import type { INestApplicationContext, WsMessageHandler } from '@portico/common';
import { absolutePath } from '@portico/core/transports';
import { AbstractWsAdapter, type Codec, portico1 } from '@portico/websockets';
import {
  type ClientProtocol,
  codecTable,
  type HandshakeCheck,
  type MessageReceiver,
  messageReceiverOf,
  type RoomAdapterFactory,
  type SharedEvent,
  takeResumeToken,
} from '@portico/websockets/adapters';
import type { Observable } from 'rxjs';
import type { WebSocket, WebSocketServer } from 'ws';
import { closeClients } from './clients/close-clients.js';
import { CodecClient } from './clients/codec-client.js';
import { startHeartbeat } from './clients/heartbeat.js';
import { onceClosed } from './clients/once-closed.js';
import { onceDrained } from './clients/once-drained.js';
import { clientsOf } from './clients/tracked-clients.js';
import { namespaceError } from './errors.js';
import { FrameReader } from './frames/frame-reader.js';
import { handleFrame, type WsFrame } from './frames/handle-frame.js';
import { sendSharedEvent, sendValue } from './frames/send-value.js';
import { OPTION_NAMES } from './option-names.js';
import {
  type AdapterNumbers,
  adapterNumbers,
  serverNumbers,
  type WsAdapterOptions,
  type WsGatewayOptions,
  type WsMessageParser,
} from './options.js';
import { attachServer } from './server/attach-server.js';
import { chooseProtocol, withoutResumeTokens } from './server/choose-protocol.js';
import { createServer } from './server/create-server.js';
import { explainEmit } from './server/explain-emit.js';

const POLICY_VIOLATION = 1008;

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
  readonly optionNames = OPTION_NAMES;

  /** The clients of servers that are mounted here. */
  private readonly clients = new WeakMap<WebSocketServer, ReadonlySet<WebSocket>>();
  /** Of servers that are mounted here. */
  private readonly checks = new WeakMap<WebSocketServer, HandshakeCheck | undefined>();
  /** The resume tokens of reconnecting clients. */
  private readonly resumeTokens = new WeakMap<WebSocket, string>();
  /** By their subprotocols. */
  private readonly codecs: ReadonlyMap<string, Codec>;
  private readonly frames: FrameReader;
  private readonly numbers: AdapterNumbers;

  /**
   * @param appOrHttpServer the application, or the HTTP server that gateways without a port share
   * @throws FrameworkError `PORTICO_INVALID_NUMBER` for an option that is not a valid number
   */
  constructor(
    appOrHttpServer?: INestApplicationContext | object,
    private readonly settings: WsAdapterOptions = {},
  ) {
    super(appOrHttpServer);
    this.numbers = adapterNumbers(settings, this.constructor.name);
    this.frames = new FrameReader(settings.messageParser);
    this.codecs = codecTable(settings.codecs ?? [portico1()]);
    if (settings.onDiscardedMessage) this.onDiscardedMessage = settings.onDiscardedMessage;
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
      isFramed: this.readsFrames && !this.frames.hasOwnParser,
      subprotocols: this.readsFrames ? [...this.codecs.keys()] : [],
    };
  }

  /** Decodes frames with another parser from now on. */
  setMessageParser(parser: WsMessageParser): void {
    this.frames.parser = parser;
  }

  pathOf({ options }: WebSocketServer): string | undefined {
    return options?.path;
  }

  /**
   * Creates the server for a path of a port. All options of ws are passed on.
   *
   * @param port 0 for the HTTP server of the application, or a free port if the adapter has none
   * @throws FrameworkError `PORTICO_WS_NAMESPACE`, `PORTICO_WS_NO_SERVER` or `PORTICO_INVALID_NUMBER`
   */
  create(port: number, options: WsGatewayOptions = {}): WebSocketServer {
    const { namespace, server: given, path, handshakeTimeout, host, handleProtocols, ...rest } = options;
    if (namespace) throw namespaceError(namespace);
    const pathname = absolutePath(path ?? '');
    const owner = `The gateway on port ${port} and path ${pathname}`;
    const numbers = serverNumbers(options, owner, this.numbers, this.highWaterMark ?? undefined);
    const lease = this.leaseServer(port, { server: given, host, handshakeTimeout });
    const server = createServer(pathname, {
      ...rest,
      ...numbers,
      handleProtocols: withoutResumeTokens(
        handleProtocols ?? chooseProtocol(this.readsFrames ? this.codecs : new Map(), this.codecs),
      ),
    });
    explainEmit(server, (message) => this.logger.warn(message));
    this.reportClientErrors(server);
    const clients = clientsOf(server);
    const detach = attachServer(server, lease, {
      path: pathname,
      ownsRest: path === undefined && lease.isOwn,
      isClosing: () => this.isClosing(server),
      handshakeCheck: () => this.checks.get(server),
      accepted: (client, request) => {
        const token = takeResumeToken(request);
        if (token) this.resumeTokens.set(client, token);
      },
    });
    this.checks.set(server, undefined);
    const { heartbeatInterval } = numbers;
    const stopHeartbeat = heartbeatInterval > 0 ? startHeartbeat(clients, heartbeatInterval) : undefined;
    this.clients.set(server, clients);
    this.mount(server, {
      lease,
      unmount: () => {
        detach();
        stopHeartbeat?.();
      },
    });
    return server;
  }

  /**
   * Checks the clients of a server before they are accepted.
   *
   * @returns `false` for a server that a subclass has created itself
   */
  bindHandshake(server: WebSocketServer, check: HandshakeCheck): boolean {
    if (!this.checks.has(server)) return false;
    this.checks.set(server, check);
    return true;
  }

  override bindClientDisconnect(client: WebSocket, callback: Function): void {
    client.once('close', (code, reason) => callback(code, reason.toString()));
  }

  /** Calls a listener when a client disconnects, through `bindClientDisconnect` if a subclass overrides that. */
  bindDisconnect(client: WebSocket, listener: (client: WebSocket, ...reason: unknown[]) => void): void {
    if (this.bindClientDisconnect === WsAdapter.prototype.bindClientDisconnect) onceClosed(client, listener);
    else this.bindClientDisconnect(client, (...reason: unknown[]) => listener(client, ...reason));
  }

  /** Whether messages can take the fast path: not if a subclass overrides the methods that handle them. */
  override get routesMessages(): boolean {
    const { bindMessageHandlers, bindMessageHandler } = WsAdapter.prototype;
    return this.bindMessageHandlers === bindMessageHandlers && this.bindMessageHandler === bindMessageHandler;
  }

  /**
   * Listens to the messages of a client. One listener serves all clients of a server, except those that have chosen a
   * codec.
   */
  bindMessages(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
    const codec = client.protocol ? this.codecs.get(client.protocol) : undefined;
    if (codec) {
      new CodecClient(client, codec, receiver, this.resumeTokens.get(client));
      return;
    }
    this.frames.bind(client, receiver);
  }

  unbindMessages(client: WebSocket, receiver: MessageReceiver<WebSocket>): void {
    this.frames.unbind(client, receiver);
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
    return handleFrame(buffer, this.frames, handlersMap, transform, this.logger);
  }

  /** Logs a protocol error of a client; ws itself closes the connection with the right code. */
  bindErrorHandler(server: WebSocketServer): void {
    this.reportClientErrors(server);
  }

  /**
   * Sends a value as JSON, or through the codec of the client if it is an event. Nothing is sent to a client that is
   * closing.
   */
  sendReply(client: WebSocket, value: unknown): void {
    sendValue(client, value);
  }

  /** Sends the event of a broadcast, encoded once for all clients. Not if a subclass overrides how events are sent. */
  sendShared(client: WebSocket, event: SharedEvent): void {
    if (this.sendEvent !== WsAdapter.prototype.sendEvent || this.sendReply !== WsAdapter.prototype.sendReply) {
      this.sendEvent(client, event.event, event.data);
    } else {
      sendSharedEvent(client, event);
    }
  }

  /** Not if a subclass overrides how requests are sent. */
  get limitsRequests(): boolean {
    return this.requestClient === WsAdapter.prototype.requestClient;
  }

  /** Sends a request to a client. Clients whose codec supports requests can reply. */
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
    const timeout = this.forceCloseConnections ? 0 : this.numbers.closeTimeout;
    await closeClients(this.clients.get(server) ?? server.clients ?? [], timeout);
    // Fails if the server is already closed, which is ignored.
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Whether frames are decoded here: not if a subclass decodes them. */
  private get readsFrames(): boolean {
    return this.bindMessageHandler === WsAdapter.prototype.bindMessageHandler;
  }

  private reportClientErrors(server: WebSocketServer): void {
    server.on('connection', (client: WebSocket) => client.on('error', this.onClientError));
  }

  private readonly onClientError: (this: WebSocket, error: Error) => void = ((adapter) =>
    function onClientError(this: WebSocket, error: Error): void {
      adapter.reportDiscarded(this, { reason: 'malformed', error });
    })(this);
}
