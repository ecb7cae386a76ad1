import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext, WsMessageHandler } from '@portico/common';
import { absolutePath, type PathParameters } from '@portico/core/transports';
import { AbstractWsAdapter } from '@portico/websockets';
import {
  type ClientLimits,
  type ClientProtocol,
  type Expiry,
  type HandshakeCheck,
  type HandshakeRefusal,
  type MessageReceiver,
  messageReceiverOf,
  pathParametersOf,
  type RoomNamespace,
} from '@portico/websockets/adapters';
import type { Observable } from 'rxjs';
import type { Namespace, Server, Socket } from 'socket.io';
import { ConnectionCloser } from './connections/connection-closer.js';
import { ConnectionPauses } from './connections/connection-pauses.js';
import { corkBursts } from './connections/cork-bursts.js';
import { endSockets } from './connections/end-sockets.js';
import { bufferedBytes, engineConnection, limitBuffers, onceDrained } from './connections/limit-buffers.js';
import { writeFramesAtOnce } from './connections/single-write-frames.js';
import { acknowledgingErrors } from './messages/acknowledge-errors.js';
import { ackOf, dataOf, EventListeners } from './messages/event-listeners.js';
import { requestClient } from './messages/request-client.js';
import { DynamicRooms, isParentNamespace, roomsOf } from './namespaces/dynamic-rooms.js';
import { NamespacePatterns } from './namespaces/namespace-patterns.js';
import { OPTION_NAMES } from './option-names.js';
import {
  type AdapterNumbers,
  adapterNumbers,
  type IoAdapterOptions,
  type IoGatewayOptions,
  type IoServerOptions,
  serverNumbers,
} from './options.js';
import { type Attachment, attach } from './server/attach.js';
import { checkHandshakes } from './server/check-handshakes.js';
import { guardEngine, guardRequests } from './server/guard-requests.js';
import { GuardedServer } from './server/guarded-server.js';
import { limitConnections } from './server/limit-connections.js';
import { restoredExpiry } from './sessions/kept-sessions.js';

/** The close code of a server that restarts. */
const SERVICE_RESTART = 1012;

/** The caller handles the time-out itself; after this time the request is discarded. Milliseconds. */
const REPLY_GRACE_MS = 1_000;

/**
 * Gateways over socket.io.
 *
 * @example
 * // Many processes behind one address: an adapter of socket.io, set where servers are made.
 * export class RedisIoAdapter extends IoAdapter {
 *   createIOServer(port: number, options?: ServerOptions): any {
 *     const server = super.createIOServer(port, options);
 *     server.adapter(this.adapterConstructor);
 *     return server;
 *   }
 * }
 * @see docs/websocket-adapters.md
 */
export class IoAdapter extends AbstractWsAdapter {
  readonly matchesPaths = true;
  readonly optionNames = OPTION_NAMES;
  readonly clientProtocol: ClientProtocol = {
    name: 'socket.io',
    path: '/socket.io',
    isFramed: false,
    subprotocols: [],
  };

  private readonly namespaces = new NamespacePatterns();
  private readonly attachments = new WeakMap<Server, Attachment>();
  private readonly listeners = new WeakMap<MessageReceiver, EventListeners>();
  private readonly closer = new ConnectionCloser();
  private readonly numbers: AdapterNumbers;
  private readonly pauses = new ConnectionPauses();

  private readonly acknowledgeErrors: boolean;

  /**
   * @param appOrHttpServer the application, or the HTTP server that gateways without a port share
   * @param settings for all servers
   * @throws FrameworkError `PORTICO_INVALID_NUMBER` for an option that is not a valid number
   */
  constructor(appOrHttpServer?: INestApplicationContext | object, settings: IoAdapterOptions = {}) {
    super(appOrHttpServer);
    this.dispatch = settings.dispatch;
    this.validateReplies = settings.validateReplies;
    this.connectionStateRecovery = settings.connectionStateRecovery;
    this.highWaterMark = settings.highWaterMark;
    this.numbers = adapterNumbers(settings, this.constructor.name);
    this.shutdown = settings.shutdown;
    if (settings.onDiscardedMessage) this.onDiscardedMessage = settings.onDiscardedMessage;
    this.acknowledgeErrors = settings.acknowledgeErrors === true;
  }

  pathOf(server: Server | Namespace): string | undefined {
    return isIoServer(server) ? server.path() : undefined;
  }

  /**
   * Creates the server for a port, or returns the requested namespace.
   *
   * @param port 0 for the HTTP server of the application
   * @param options those of socket.io; `namespace`; `server`, for a namespace of an existing server
   */
  create(port: number, options?: IoGatewayOptions): Server | Namespace {
    const { namespace, server: given, ...rest } = options ?? {};
    if (isIoServer(given)) return namespace ? this.namespaces.of(given, namespace) : given;
    const server: Server = this.createIOServer(port, given ? { ...rest, server: given } : rest);
    return namespace ? this.namespaces.of(server, namespace) : server;
  }

  /**
   * Creates a socket.io server. Override it to set a socket.io adapter, or other options.
   *
   * @param port 0 for the HTTP server of the application
   * @throws FrameworkError `PORTICO_WS_NO_SERVER` if there is none, or `PORTICO_INVALID_NUMBER`
   */
  createIOServer(port: number, options?: any): any {
    const {
      server: given,
      path: givenPath,
      maxBufferedBytes: givenBytes,
      connectionStateRecovery = this.connectionStateRecovery,
      ...rest
    }: IoServerOptions = options ?? {};
    const path = givenPath === undefined ? undefined : absolutePath(givenPath);
    const owner = `The gateway on port ${port} and path ${path ?? '/socket.io'}`;
    const { maxBufferedBytes, maxHttpBufferSize } = serverNumbers(
      { ...rest, maxBufferedBytes: givenBytes },
      owner,
      this.numbers,
    );
    const settings = guardRequests({
      ...rest,
      maxHttpBufferSize,
      ...(path !== undefined && { path }),
      ...(connectionStateRecovery && { connectionStateRecovery }),
    });
    const lease = this.leaseServer(port, { server: given });
    const io = new GuardedServer(settings);
    const attachment = attach(io, lease.httpServer, settings);
    this.attachments.set(io, attachment);
    this.mount(io, { lease, unmount: () => attachment.detach() });
    guardEngine(io);
    writeFramesAtOnce(io);
    corkBursts(io);
    limitBuffers(io, maxBufferedBytes);
    return io;
  }

  /** Returns the parameters of the path, and those in the name of the namespace. */
  pathParameters(client: Socket): PathParameters {
    return { ...pathParametersOf(client.request), ...this.namespaces.parametersOf(client) };
  }

  /** Whether messages can take the fast path: not if a subclass overrides the methods that handle them. */
  override get routesMessages(): boolean {
    return this.bindMessageHandlers === IoAdapter.prototype.bindMessageHandlers;
  }

  /** Listens to the messages of a client. The same listeners serve all clients of a server. */
  bindMessages(client: Socket, receiver: MessageReceiver<Socket>): void {
    let listeners = this.listeners.get(receiver);
    if (!listeners) {
      const ownReader = this.mapPayload === IoAdapter.prototype.mapPayload ? undefined : this.mapPayload.bind(this);
      const read = this.acknowledgeErrors ? acknowledgingErrors(this.mapPayload.bind(this)) : ownReader;
      listeners = new EventListeners(receiver, read);
      this.listeners.set(receiver, listeners);
    }
    listeners.bind(client);
    this.closer.add(client);
  }

  unbindMessages(client: Socket, receiver: MessageReceiver<Socket>): void {
    this.listeners.get(receiver)?.unbind(client);
    this.closer.remove(client);
  }

  /** Routes the messages of a client to the handlers. */
  bindMessageHandlers(socket: Socket, handlers: WsMessageHandler[], transform: (data: any) => Observable<any>): void {
    this.bindMessages(socket, messageReceiverOf(this, handlers, transform));
  }

  /**
   * Sends a handler result: as an event if its `event` is a name, and otherwise as the acknowledgement, if the client
   * requested one.
   */
  sendReply(client: Socket, value: unknown, ack: Function | undefined, isAckHandledManually: boolean): void {
    const isObject = typeof value === 'object' && value !== null;
    const { event, data }: { readonly event?: unknown; readonly data?: unknown } = isObject ? value : {};
    const emitter: EventEmitter = client;
    if (isEventName(event)) emitter.emit(event, data);
    else if (ack && !isAckHandledManually) ack(value);
  }

  /**
   * Separates the arguments of an event into the data and the acknowledgement callback. A subclass may override it.
   *
   * @param payload one argument unchanged, or a list of several, including the callback
   */
  mapPayload(payload: unknown): { data: any; ack?: Function } {
    if (!Array.isArray(payload)) {
      return typeof payload === 'function' ? { data: undefined, ack: payload } : { data: payload };
    }
    const ack = ackOf(payload);
    return ack ? { data: dataOf(payload, ack), ack } : { data: payload };
  }

  /**
   * Checks clients before they are accepted. Refused clients get `connect_error`, with `{ status, message }` as its
   * data.
   */
  bindHandshake(server: Server | Namespace, check: HandshakeCheck): boolean {
    checkHandshakes(server, check);
    return true;
  }

  /** Refuses connections with an HTTP status if there are too many for the clients that the gateways of the server accept. */
  limitConnections(
    server: Server | Namespace,
    limits: ClientLimits,
    onRefused: (request: IncomingMessage, refusal: HandshakeRefusal) => void,
  ): void {
    limitConnections(isIoServer(server) ? server : server.server, limits, onRefused);
  }

  override bindClientDisconnect(client: Socket, callback: Function): void {
    client.once('disconnect', (reason, ...more) => callback(this.closer.reasonOf(client, reason), ...more));
  }

  restoredExpiry(client: Socket): Expiry | undefined {
    return restoredExpiry(client);
  }

  refuseEvent(event: unknown): string | undefined {
    if (!isEventName(event)) return 'it is neither a text nor a number';
    return RESERVED_EVENTS.has(event) ? 'socket.io reserves it' : undefined;
  }

  override sendEvent(client: Socket, event: string, payload: unknown): void {
    client.emit(event, payload);
  }

  override beforeClose(server: Server): void {
    super.beforeClose(server);
    this.attachments.get(server)?.refuse();
  }

  /**
   * Disconnects a client. After 1012 the client reconnects; after any other code it is disconnected from this
   * namespace, and stays connected to its other ones.
   */
  closeClient(client: Socket, code: number): void {
    if (code === SERVICE_RESTART) this.closer.close(client);
    else client.disconnect();
  }

  /** Stops reading from a client that uses a WebSocket; HTTP long-polling cannot be paused. */
  pauseClient(client: Socket): boolean {
    return this.pauses.pause(client);
  }

  resumeClient(client: Socket): void {
    this.pauses.resume(client);
  }

  /** Returns the rooms of socket.io itself; those of all matching namespaces together if the name is a pattern. */
  roomNamespace(server: Server | Namespace): RoomNamespace {
    if (isParentNamespace(server)) return new DynamicRooms(server);
    return roomsOf(isIoServer(server) ? server.sockets : server);
  }

  async requestClient(client: Socket, event: string, data: unknown, timeoutMs: number): Promise<unknown> {
    return requestClient(client, event, data, timeoutMs + REPLY_GRACE_MS);
  }

  bufferedBytes({ conn }: Socket): number {
    return bufferedBytes(engineConnection(conn));
  }

  onceDrained({ conn }: Socket, callback: () => void): void {
    onceDrained(engineConnection(conn), callback);
  }

  dropClient(client: Socket): void {
    client.disconnect(true);
  }

  /** Closes a server unless that has already begun; resolves when it is closed. Namespaces close with their server. */
  override whenClosed(serverOrNamespace: Server | Namespace): Promise<void> {
    return super.whenClosed(isIoServer(serverOrNamespace) ? serverOrNamespace : serverOrNamespace.server);
  }

  /**
   * Disconnects the clients, which will try to reconnect. The HTTP server is restored to its earlier state.
   */
  protected override async closeServer(server: Server): Promise<void> {
    const attachment = this.attachments.get(server);
    // socket.io would also close the HTTP server, which may belong to the application or to other code.
    if (attachment || Reflect.get(server, 'httpServer') === this.httpServer)
      Reflect.set(server, 'httpServer', undefined);
    await server.close();
    if (attachment) await endSockets(attachment.sockets, this.forceCloseConnections ? 0 : this.numbers.closeTimeout);
  }
}

/** A client as it is: the types of socket.io allow no numbers as names of events. */
interface EventEmitter {
  emit(event: string | number, data: unknown): unknown;
}

/** Clients close the connection when they receive an event with one of these names. */
const RESERVED_EVENTS: ReadonlySet<string | number> = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

/** Returns whether a value is the name of an event: clients close the connection when they receive any other. */
function isEventName(event: unknown): event is string | number {
  return (typeof event === 'string' || typeof event === 'number') && Boolean(event);
}

function isIoServer(value: unknown): value is Server {
  return typeof value === 'object' && value !== null && 'of' in value && typeof value.of === 'function';
}
