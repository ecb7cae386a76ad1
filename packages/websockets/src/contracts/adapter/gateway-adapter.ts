import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext, WebSocketAdapter } from '@portico/common';
import type { PathParameters } from '@portico/core/transports';
import type { DispatchOptions } from '../options/dispatch-options.js';
import type { RecoveryOptions } from '../options/recovery-options.js';
import type { ShutdownOptions } from '../options/shutdown-options.js';
import type { ClientLimits } from './client-limits.js';
import type { ClientProtocol } from './client-protocol.js';
import type { DroppedMessage } from './dropped-message.js';
import type { Expiry } from './expiry.js';
import type { HandshakeCheck, HandshakeRefusal } from './handshake.js';
import type { MessageReceiver } from './message-receiver.js';
import type { RoomAdapterFactory, RoomNamespace } from './room-adapter.js';
import type { SharedEvent } from './shared-event.js';

/**
 * The optional members of an adapter, in addition to the documented contract. An adapter works without any of them, and
 * can implement any of them.
 */
export interface GatewayAdapter<TServer = any, TClient = any, TOptions = any>
  extends WebSocketAdapter<TServer, TClient, TOptions> {
  /**
   * Passes the messages of a client to `receiver.receive()`; used in place of `bindMessageHandlers`, without a closure
   * per handler and a stream per message. Needs {@link sendReply}.
   */
  bindMessages?(client: TClient, receiver: MessageReceiver<TClient>): void;
  /**
   * Sends a reply to a client: called with each value that handlers return. Errors that it throws go to the exception
   * filters of the handler.
   *
   * @param value falsy only if it is sent as an acknowledgement
   * @param ack the acknowledgement callback, if the client requested one
   * @param isAckHandledManually the handler acknowledges itself: do not send the value as the acknowledgement
   */
  sendReply?(client: TClient, value: unknown, ack: Function | undefined, isAckHandledManually: boolean): void;
  /**
   * `false` if a subclass has overridden `bindMessageHandlers`, which then has to be called. `AbstractWsAdapter`
   * detects that.
   */
  readonly routesMessages?: boolean;
  /**
   * Returns why clients of the library would not accept an event of this name; `undefined` if they do. Called for events of
   * `clients.emit()`, which do not pass through the check of the library.
   */
  refuseEvent?(event: unknown): string | undefined;
  /**
   * For libraries that recover sessions themselves: the date that `disconnectAt()` had set for the earlier connection of
   * a client.
   */
  restoredExpiry?(client: TClient): Expiry | undefined;
  /** Sends an event to one client; exception filters call it. */
  sendEvent?(client: TClient, event: string, payload: unknown): void;
  /**
   * Whether clients can reach a server whose `path` has parameters, such as `/rooms/:room`: with `path` of an
   * `UpgradeRoute`, or in another way. Without it, a gateway with such a path logs a warning.
   */
  readonly matchesPaths?: boolean;
  /** Returns the path parameters of a client, if `UpgradeRouter` has not stored them with its request. */
  pathParameters?(client: TClient): PathParameters;
  /**
   * The names of all options of `@WebSocketGateway()` that the adapter and its library have, apart from those that every
   * gateway has: an option with a similar name is logged as misspelled. Without it, names are not checked.
   */
  readonly optionNames?: readonly string[];
  /**
   * Calls a check for every client before the client is accepted. Called once for a server whose gateways restrict
   * their clients. Without it, clients are accepted first, and closed with 1008 before any hook or handler if the check
   * refuses them.
   *
   * @returns whether the clients of this server are checked; `false` if a subclass has created the server in a way that
   *   the adapter cannot intercept
   */
  bindHandshake?(server: TServer, check: HandshakeCheck): boolean;
  /**
   * For libraries in which a connection exists before its clients do: limits the connections, for example with
   * `ConnectionLimits`. Called once for each server, before {@link bindHandshake}; servers can share connections.
   *
   * @param onRefused to be called for each connection that is refused
   */
  limitConnections?(
    server: TServer,
    limits: ClientLimits,
    onRefused: (request: IncomingMessage, refusal: HandshakeRefusal) => void,
  ): void;
  /**
   * Called when the application begins to close: new clients are refused from now on. Connected clients stay connected.
   */
  beforeClose?(server: TServer): void;
  /**
   * Disconnects one client with a closing handshake, after everything that was sent to it. Without it, `close`
   * disconnects all clients together when no message of any client is running.
   *
   * @param code a close code of RFC 6455, for libraries that can send one: 1012 when the server closes, after which
   *   clients should reconnect
   */
  closeClient?(client: TClient, code: number, reason: string): void;
  /** How messages of one client are handled; a gateway can override these options. */
  readonly dispatch?: DispatchOptions | undefined;
  /**
   * Stops reading from the connection of a client, so that the client has to wait: for `overflow: 'pause'` of {@link
   * DispatchOptions}. Messages that have already been read may still arrive.
   *
   * @returns `false` if the transport cannot be paused
   */
  pauseClient?(client: TClient): boolean;
  /** Continues to read. */
  resumeClient?(client: TClient): void;
  /**
   * Async iterables that handlers return are paused while this many bytes are buffered for their client. Default: 64
   * KiB.
   */
  readonly highWaterMark?: number | undefined;
  /** Whether handler results are compared with the definitions of their messages; a gateway can override it. */
  readonly validateReplies?: boolean | undefined;
  /** Returns how many bytes are buffered for a client. Without it, the `bufferedAmount` of a WebSocket is used. */
  bufferedBytes?(client: TClient): number;
  /**
   * Calls back once when the buffered bytes of a client have been sent, or have decreased. Without it, the number is
   * polled.
   */
  onceDrained?(client: TClient, callback: () => void): void;
  /**
   * Returns the rooms of a library that has rooms: an object with the interface of a socket.io namespace, whose clients
   * have the interface of its sockets. Without it, the rooms are kept by {@link roomAdapter}.
   */
  roomNamespace?(server: TServer): RoomNamespace;
  /**
   * Creates the room adapter that shares the rooms of a server with other processes, such as that of `createAdapter()`
   * of `@socket.io/redis-adapter`. Without it, or if it returns `undefined`, rooms exist only in this process.
   */
  roomAdapter?(server: TServer): RoomAdapterFactory | undefined;
  /**
   * Sends an event to one of the clients of a broadcast, which is encoded once for all of them. Without it, `sendEvent`
   * is called for each.
   */
  sendShared?(client: TClient, event: SharedEvent): void;
  /**
   * Sends a request to a client.
   *
   * @returns resolves to the reply; `undefined` for a client that cannot reply
   */
  requestClient?(client: TClient, event: string, data: unknown, timeoutMs: number): Promise<unknown> | undefined;
  /** Whether {@link requestClient} rejects after the time-out. Without it, the caller sets a timer. */
  readonly limitsRequests?: boolean;
  /**
   * Whether and how long the sessions of disconnected clients are kept; a gateway can override it. Default: not kept.
   */
  readonly connectionStateRecovery?: RecoveryOptions | undefined;
  /** How clients are disconnected when the application closes. */
  readonly shutdown?: ShutdownOptions | undefined;
  /** Disconnects a client that sends more messages than can be queued. Without it, the client stays connected. */
  dropClient?(client: TClient): void;
  /**
   * Returns whether a client is still connected: `false` as soon as the gateway has closed the connection. Without it,
   * the `readyState` of a WebSocket or `connected` of a socket.io client is used.
   */
  isClientConnected?(client: TClient): boolean;
  /** Called with messages that were discarded because the queue was full; the adapter can call it too. */
  reportDropped?(client: TClient, dropped: DroppedMessage, level?: 'warn' | 'error'): void;
  /** What clients speak, for documents that describe the application. Default: a WebSocket with frames that are not known. */
  readonly clientProtocol?: ClientProtocol;
  /**
   * Returns the path at which clients connect to a server, for the log at start-up. Default: the `path` of its
   * gateways.
   */
  pathOf?(server: TServer): string | undefined;
  /**
   * Returns the HTTP server that a server is attached to: two adapters of an application cannot serve the same path of
   * it. Without it, servers with the same port have the same HTTP server.
   */
  httpServerOf?(server: TServer): object | undefined;
  /**
   * Called before the first server is created, if an application has several adapters, to share dedicated ports with
   * another one. Without it, each adapter opens its own ports.
   */
  sharePorts?(other: GatewayAdapter): void;
  /** Resolves when the server listens; rejects if it cannot. */
  whenListening?(server: TServer): Promise<void>;
  /**
   * Prevents dedicated ports from listening until the returned function is called: no client may connect before
   * `afterInit` has completed.
   */
  holdPorts?(): () => void;
  /** Resolves when a server is closed, even if a subclass has a `close` that returns no promise. */
  whenClosed?(server: TServer): Promise<void>;
  /**
   * Removes the listeners that `bindMessages` has added to a client that has disconnected; called before
   * `handleDisconnect`. Without it, Portico searches for the listeners, which takes a list for each client. With it,
   * `bindClientDisconnect` has to remove its own listener, as `once` does.
   */
  unbindMessages?(client: TClient, receiver: MessageReceiver<TClient>): void;
  /**
   * Calls a listener when a client has disconnected, with the client and with what `bindClientDisconnect` passes; used in
   * its place. All clients of a server share the listener, so that none is created for each.
   */
  bindDisconnect?(client: TClient, listener: (client: TClient, ...reason: unknown[]) => void): void;
  /**
   * Called with the application before the first server is created, if the adapter is a provider (`WS_ADAPTER`),
   * because its constructor cannot receive the application.
   */
  bindApplication?(application: INestApplicationContext): void;
  /** Whether `close` terminates connections immediately; set by the application option of that name. */
  forceCloseConnections?: boolean;
  /** Called once after all servers are closed. */
  dispose?(): void | Promise<void>;
}
