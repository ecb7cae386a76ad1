import type { INestApplicationContext, WebSocketAdapter } from '@portico/common';
import type { PathParameters } from '@portico/core/transports';
import type { SharedEvent } from '../rooms/shared-event.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { DroppedMessage } from './dropped-message.js';
import type { HandshakeCheck } from './handshake.js';
import type { MessageReceiver } from './message-receiver.js';
import type { RecoveryOptions } from './recovery-options.js';
import type { RoomAdapterFactory, RoomNamespace } from './room-adapter.js';
import type { ShutdownOptions } from './shutdown-options.js';

/**
 * What an adapter may offer beside the documented contract. Every member is optional: an adapter
 * that has none of them works; an adapter can implement any of them.
 */
export interface GatewayAdapter<TServer = any, TClient = any, TOptions = any>
  extends WebSocketAdapter<TServer, TClient, TOptions> {
  /**
   * Passes the messages of a client to `receiver.receive()`; used in place of `bindMessageHandlers`, without a closure
   * per handler and a stream per message. Needs {@link sendReply}.
   */
  bindMessages?(client: TClient, receiver: MessageReceiver<TClient>): void;
  /**
   * Sends a reply to a client: called with each value that handlers return. What it throws is handled by the exception
   * filters of the handler.
   *
   * @param value falsy only where it acknowledges
   * @param ack the acknowledgement callback, if the client requested one
   * @param isAckHandledManually the handler acknowledges itself: the value must not
   */
  sendReply?(client: TClient, value: unknown, ack: Function | undefined, isAckHandledManually: boolean): void;
  /**
   * `false` when a subclass has overridden `bindMessageHandlers`, which then has to be called.
   * `AbstractWsAdapter` sees that by itself.
   */
  readonly routesMessages?: boolean;
  /** Sends an event to one client; exception filters call it. */
  sendEvent?(client: TClient, event: string, payload: unknown): void;
  /**
   * Whether clients reach a server whose `path` has parameters, such as `/rooms/:room`: with `path` of an `UpgradeRoute`, or in another
   * way. Without it a gateway with such a path logs a warning.
   */
  readonly matchesPaths?: boolean;
  /** The parameters of the path of a client, if the `UpgradeRouter` has not kept them with its request. */
  pathParameters?(client: TClient): PathParameters;
  /**
   * Asks a check about every client before it is accepted. Called once for a server whose gateways restrict their clients. Without
   * it, a client is accepted, and closed with 1008 before any hook or handler if the check refuses it.
   *
   * @returns whether the clients of this server are checked: not if a subclass made it in a way that the adapter does not see
   */
  bindHandshake?(server: TServer, check: HandshakeCheck): boolean;
  /** Called when the application begins to close: no more clients are accepted. Those that are connected stay. */
  beforeClose?(server: TServer): void;
  /**
   * Disconnects one client with a closing handshake, after what was sent to it. Without it clients are disconnected all at
   * once, by `close`, when no message of any of them is under way.
   *
   * @param code a close code of RFC 6455, for libraries that can send one: 1012 when the server closes, after which clients
   *   should connect again
   */
  closeClient?(client: TClient, code: number, reason: string): void;
  /** How messages of one client are handled; a gateway may have options of its own. */
  readonly dispatch?: DispatchOptions | undefined;
  /**
   * Stops reading from the connection of a client, so that the client has to wait: for `overflow: 'pause'` of
   * {@link DispatchOptions}. Messages that have been read already may still come.
   *
   * @returns whether it can: not with a transport that cannot be paused
   */
  pauseClient?(client: TClient): boolean;
  /** Reads again. */
  resumeClient?(client: TClient): void;
  /**
   * Async iterables that handlers return are not asked for more while as many bytes wait for their client. Default: 64 KiB.
   */
  readonly highWaterMark?: number | undefined;
  /** Whether what handlers return is compared with the definitions of their messages; a gateway may have the option, too. */
  readonly validateReplies?: boolean | undefined;
  /** How many bytes wait for a client. Without it the `bufferedAmount` of a WebSocket says so. */
  bufferedBytes?(client: TClient): number;
  /** Calls back once when what waits for a client has been read, or has become less. Without it the dispatcher looks again and again. */
  onceDrained?(client: TClient, callback: () => void): void;
  /**
   * The rooms of a library that has some: an object of the shape of a namespace of socket.io, whose clients have the shape of its
   * sockets. Without it, {@link roomAdapter} says where the rooms are kept.
   */
  roomNamespace?(server: TServer): RoomNamespace;
  /**
   * Makes what shares the rooms of a server with other processes, such as `createAdapter()` of `@socket.io/redis-adapter`. Without
   * it, and if it returns `undefined`, rooms are those of this process.
   */
  roomAdapter?(server: TServer): RoomAdapterFactory | undefined;
  /** Sends an event to one of many clients that receive it, encoded once for all. Without it, `sendEvent` is called for each. */
  sendShared?(client: TClient, event: SharedEvent): void;
  /**
   * Sends an event that the client has to answer.
   *
   * @returns resolves to the reply; `undefined` for a client that cannot answer
   */
  requestClient?(client: TClient, event: string, data: unknown, timeoutMs: number): Promise<unknown> | undefined;
  /** Whether {@link requestClient} rejects when the time is over. Without it, the caller sets a timer of its own. */
  readonly limitsRequests?: boolean;
  /** How long sessions of clients are kept that can come back; a gateway may have options of its own. Default: they are not kept. */
  readonly connectionStateRecovery?: RecoveryOptions | undefined;
  /** How clients are disconnected when the application closes. */
  readonly shutdown?: ShutdownOptions | undefined;
  /** Ends the connection of one client that sends more than the gateway can take; without it the client stays. */
  dropClient?(client: TClient): void;
  /**
   * Whether a client is still connected: `false` as soon as the gateway has closed the connection. Without it the
   * `readyState` of a WebSocket or the `connected` of a socket.io client says so.
   */
  isClientConnected?(client: TClient): boolean;
  /** Called with messages that were discarded because the queue was full; the adapter can call it too. */
  reportDropped?(client: TClient, dropped: DroppedMessage, level?: 'warn' | 'error'): void;
  /** The path at which clients connect to a server, for the log at start-up. Default: the `path` of its gateways. */
  pathOf?(server: TServer): string | undefined;
  /**
   * The HTTP server that a server is attached to: two adapters of an application cannot serve one path of it. Without it, servers with
   * the same port have the same HTTP server.
   */
  httpServerOf?(server: TServer): object | undefined;
  /**
   * Called before the first server is made if an application has several adapters: dedicated ports should be shared with the other
   * one. Without it, each adapter opens ports of its own.
   */
  sharePorts?(other: GatewayAdapter): void;
  /** Settles when the server listens; rejects when it cannot. */
  whenListening?(server: TServer): Promise<void>;
  /**
   * Keeps ports that are opened for gateways from listening, until the returned function is called: no client may
   * connect before `afterInit` has settled.
   */
  holdPorts?(): () => void;
  /** Settles when a server is closed, also where a subclass has a `close` that does not return a promise of it. */
  whenClosed?(server: TServer): Promise<void>;
  /**
   * Removes what `bindMessages` has added to a client that has left; called before `handleDisconnect`. Without it
   * the listeners are looked for, at the cost of a list for each client. With it, `bindClientDisconnect` has to remove
   * its own, as `once` does.
   */
  unbindMessages?(client: TClient, receiver: MessageReceiver<TClient>): void;
  /**
   * Called with the application before the first server is made, if the adapter is a provider (`WS_ADAPTER`): a constructor
   * could not get it.
   */
  bindApplication?(application: INestApplicationContext): void;
  /** Whether `close` cuts connections at once; set by the application's option of that name. */
  forceCloseConnections?: boolean;
  /** Called once after all servers are closed. */
  dispose?(): void | Promise<void>;
}
