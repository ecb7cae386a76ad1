import { type INestApplicationContext, Logger, type LoggerService, type WsMessageHandler } from '@portico/common';
import { isObject } from '@portico/common/internal';
import type { Observable } from 'rxjs';
import { sendByShape } from '../connections/send-by-shape.js';
import type { DiscardedMessage, DiscardedMessageListener } from '../contracts/adapter/discarded-message.js';
import type { GatewayAdapter } from '../contracts/adapter/gateway-adapter.js';
import type { RoomAdapterFactory } from '../contracts/adapter/room-adapter.js';
import type { DispatchOptions } from '../contracts/options/dispatch-options.js';
import type { RecoveryOptions } from '../contracts/options/recovery-options.js';
import type { ShutdownOptions } from '../contracts/options/shutdown-options.js';
import { DiscardedMessageLog } from '../dispatch/discarded-message-log.js';
import { webSocketError } from '../errors.js';
import { type ServerLease, type ServerLeaseOptions, ServerLeases } from '../servers/server-lease.js';
import type { ServerMount } from '../servers/server-mount.js';
import { runGuarded } from '../support/run-guarded.js';

/**
 * The base class of adapters between gateways and a WebSocket library. A subclass implements two methods; the optional
 * members of {@link GatewayAdapter} are used if it has them. With `bindMessages` and `sendReply`, `bindMessageHandlers`
 * is one line, with `messageReceiverOf()`.
 *
 * @typeParam TServer the server of the library, which `@WebSocketServer()` injects; one for each port and path
 * @typeParam TClient the socket of a client, which handlers receive
 * @typeParam TOptions the options of `@WebSocketGateway()` that the adapter reads
 * @example
 * export class MyAdapter extends AbstractWsAdapter {
 *   create(port: number, options?: object) { ... }
 *   bindMessageHandlers(client, handlers, process) { ... }
 * }
 * app.useWebSocketAdapter(new MyAdapter(app));
 * @see docs/websocket-adapters.md
 */
export abstract class AbstractWsAdapter<TServer extends object = any, TClient extends object = any, TOptions = any>
  implements GatewayAdapter<TServer, TClient, TOptions>
{
  /** Whether `app.close()` terminates connections immediately; otherwise clients have time to disconnect. */
  forceCloseConnections = false;

  /** Called with each message that reaches no handler. If it throws, the error is logged. */
  onDiscardedMessage?: DiscardedMessageListener<TClient>;

  private readonly discardedLog = new DiscardedMessageLog();
  private leases = new ServerLeases();

  /** Named after the class. */
  protected readonly logger: LoggerService = new Logger(this.constructor.name);

  /** The HTTP server that gateways without a port share; `undefined` when there is none. A subclass may set another. */
  protected httpServer: any;

  /** @param appOrHttpServer the application, or the HTTP server that gateways without a port share */
  constructor(appOrHttpServer?: INestApplicationContext | object) {
    this.httpServer = hasHttpServer(appOrHttpServer) ? appOrHttpServer.getHttpServer() : appOrHttpServer;
  }

  /**
   * Creates the room adapter that shares the rooms of a server with other processes. The default returns `undefined`:
   * rooms exist only in this process.
   *
   * @example
   * override roomAdapter() { return createAdapter(this.pub, this.sub); }  // of @socket.io/redis-adapter
   */
  roomAdapter(_server: TServer): RoomAdapterFactory | undefined {
    return undefined;
  }

  /** How messages of one client are handled. Set it before the application starts. */
  dispatch?: DispatchOptions | undefined;

  /**
   * How many bytes may be buffered for a client before async iterables are paused. Set it before the application
   * starts.
   */
  highWaterMark?: number | undefined;

  /** Whether and how long the sessions of disconnected clients are kept. Set it before the application starts. */
  connectionStateRecovery?: RecoveryOptions | undefined;

  /**
   * Whether handler results are compared with the definitions of their messages. Set it before the application starts.
   */
  validateReplies?: boolean | undefined;

  /** How clients are disconnected when the application closes. Set it before the application closes. */
  shutdown?: ShutdownOptions | undefined;

  // Not visible to subclasses, which may have fields of these names.
  readonly #mounts = new Map<TServer, ServerMount>();
  readonly #refusing = new WeakSet<TServer>();
  readonly #closings = new WeakMap<TServer, Promise<void>>();
  /** The HTTP server of the application that was bound last: applications of one testing module share a provided adapter. */
  #boundServer: unknown;

  /** Shares the HTTP server of the application, unless the constructor was given one. */
  bindApplication(application: INestApplicationContext): void {
    if (!hasHttpServer(application) || this.httpServer !== this.#boundServer) return;
    this.#boundServer = application.getHttpServer();
    this.httpServer = this.#boundServer;
  }

  /** Prevents dedicated ports from listening until the returned function is called. */
  holdPorts(): () => void {
    return this.leases.hold();
  }

  /** Uses the dedicated ports of another adapter of the application, so that both can serve paths of one port. */
  sharePorts(other: object): void {
    if (other instanceof AbstractWsAdapter) this.leases = other.leases;
  }

  /** Returns the HTTP server to which a server is attached, if it was passed to {@link mount}. */
  httpServerOf(server: TServer): object | undefined {
    return this.#mounts.get(server)?.lease.httpServer;
  }

  /**
   * Returns the HTTP server for a port, for adapters that need one. Several WebSocket servers can share it.
   *
   * @param port 0 for the HTTP server of the application
   * @throws FrameworkError `PORTICO_WS_NO_SERVER` when there is none to share
   */
  protected leaseServer(port: number, options?: ServerLeaseOptions): ServerLease {
    return this.leases.take(port, this.httpServer, options);
  }

  /**
   * Creates the server for a port; port 0 shares the HTTP server. Called once for each port and path, before anything
   * listens.
   *
   * @param options the merged `@WebSocketGateway()` options of the gateways of that server
   */
  abstract create(port: number, options?: TOptions): TServer;

  /**
   * Routes the messages of a client to the handlers: `transform(handler.callback(data, ack))` is the stream of replies.
   * Called once for each client, before any of its messages is read. Errors that the subscriber throws while it
   * receives a value go to the filters of the message; errors that are thrown later, by an adapter that queues replies,
   * crash the process, as always in rxjs.
   *
   * @param client as passed to the callback of `bindClientConnect`
   */
  abstract bindMessageHandlers(
    client: TClient,
    handlers: WsMessageHandler[],
    transform: (data: any) => Observable<any>,
  ): any;

  /**
   * Whether `bindMessages` is used in place of `bindMessageHandlers`: not if a subclass has overridden only the latter,
   * which then has to receive the messages.
   */
  get routesMessages(): boolean {
    for (let level: object | null = this; level; level = Object.getPrototypeOf(level)) {
      if (Object.hasOwn(level, 'bindMessages')) return true;
      if (Object.hasOwn(level, 'bindMessageHandlers')) return false;
    }
    return true;
  }

  /**
   * Calls back for each client that connects: with the client, and with its upgrade request, from which `client.handshake`
   * and the parameters of the path are read. The default listens to `connection` of the server.
   */
  bindClientConnect(server: TServer, callback: Function): any {
    listenTo(server, ['on'], 'connection', callback, 'bindClientConnect()');
  }

  /**
   * Calls back once when a client disconnects, with the reason that the library gives. The default listens to `disconnect`
   * of the client; those of plain WebSockets emit `close` instead.
   */
  bindClientDisconnect(client: TClient, callback: Function): any {
    listenTo(client, ['once', 'on'], 'disconnect', callback, 'bindClientDisconnect()');
  }

  /** Keeps how a server is attached to its HTTP server: it is detached, and the lease released, when the server is closed. */
  protected mount(server: TServer, mount: ServerMount): void {
    this.#mounts.set(server, mount);
  }

  /** Resolves when the port of a mounted server listens; rejects if it cannot. */
  async whenListening(server: TServer): Promise<void> {
    await this.#mounts.get(server)?.lease.listening;
  }

  /** Makes {@link isClosing} return `true` for a server that accepts no more clients. */
  beforeClose(server: TServer): void {
    this.#refusing.add(server);
  }

  /** Returns whether a server accepts no more clients: for `isClosing` of an `UpgradeRoute`. */
  protected isClosing(server: TServer): boolean {
    return this.#refusing.has(server);
  }

  /**
   * Closes a server: accepts no more clients and disconnects the connected ones, immediately if
   * {@link forceCloseConnections} is set. The application waits until the callback of `bindClientDisconnect` has been
   * called for each client. A subclass overrides {@link closeServer}, or this method.
   */
  async close(server: TServer): Promise<void> {
    await this.whenClosed(server);
  }

  /** Closes a server unless that has already begun; resolves when it is closed. */
  whenClosed(server: TServer): Promise<void> {
    let closing = this.#closings.get(server);
    if (!closing) {
      // A subclass that overrides only `close` has closed the server itself.
      const base = AbstractWsAdapter.prototype;
      if (this.close !== base.close && this.closeServer === base.closeServer) return Promise.resolve();
      closing = this.endServer(server);
      this.#closings.set(server, closing);
    }
    return closing;
  }

  /**
   * Disconnects the clients of a server and closes it; called once for each server. Then its port is freed. The default
   * calls `server.close()`.
   */
  protected async closeServer(server: TServer): Promise<void> {
    if (isObject(server) && typeof server.close === 'function') await server.close();
  }

  /**
   * Closes the servers that are still mounted. Called once after all servers of gateways are closed, those of every
   * application that shares the adapter.
   */
  async dispose(): Promise<void> {
    await Promise.all([...this.#mounts.keys()].map((server) => this.whenClosed(server)));
  }

  private async endServer(server: TServer): Promise<void> {
    const mount = this.#mounts.get(server);
    this.#mounts.delete(server);
    mount?.unmount();
    await this.closeServer(server);
    await mount?.lease.release();
  }

  /**
   * Sends an event to one client; exception filters call it. The default sends `{ event, data }` as JSON if the client
   * has the methods of a `WebSocket`, and calls its `emit` otherwise.
   */
  sendEvent(client: TClient, event: string, payload: unknown): void {
    sendByShape(client, event, payload);
  }

  /**
   * Logs a message that reached no handler, and calls `onDiscardedMessage`.
   *
   * @param level `error` if the fault is in the application, not in the client
   */
  reportDiscarded(client: TClient, discarded: DiscardedMessage, level: 'warn' | 'error' = 'warn'): void {
    this.discardedLog.add(discarded, level);
    if (this.onDiscardedMessage) runGuarded('onDiscardedMessage()', () => this.onDiscardedMessage?.(client, discarded));
  }
}

function hasHttpServer(value: unknown): value is { getHttpServer(): unknown } {
  return isObject(value) && typeof value.getHttpServer === 'function';
}

/** @throws FrameworkError `PORTICO_WS_ADAPTER` if a library has other events, and the adapter has not overridden the member */
function listenTo(
  emitter: object,
  methods: readonly string[],
  event: string,
  callback: Function,
  member: string,
): void {
  for (const name of methods) {
    const method: unknown = Reflect.get(emitter, name);
    if (typeof method !== 'function') continue;
    method.call(emitter, event, callback);
    return;
  }
  throw webSocketError(
    'PORTICO_WS_ADAPTER',
    `${emitter.constructor?.name} has no on(), so the adapter cannot listen to its events.`,
    `Override ${member} in the adapter, and call the callback when the library reports the event.`,
  );
}
