import type { WebSocketAdapter } from '@portico/common';
import type { DroppedMessage } from './dropped-message.js';
import type { MessageRouter } from './message-router.js';

/**
 * What an adapter may offer beside the documented contract. Every member is optional: an adapter
 * that has none of them works; an adapter can implement any of them.
 */
export interface GatewayAdapter<TServer = any, TClient = any, TOptions = any>
  extends WebSocketAdapter<TServer, TClient, TOptions> {
  /**
   * Binds the messages of a client without a closure per handler; used in place of
   * `bindMessageHandlers`. It also finds object patterns, and lets filters answer for what an
   * `answer` throws.
   */
  bindMessageRouter?(client: TClient, router: MessageRouter<TClient>): void;
  /**
   * `false` when a subclass has overridden `bindMessageHandlers`, which then has to be called.
   * `AbstractWsAdapter` sees that by itself.
   */
  readonly routesMessages?: boolean;
  /** Sends an event to one client; exception filters answer through it. */
  sendEvent?(client: TClient, event: string, payload: unknown): void;
  /** Ends the connection of one client that sends more than the gateway can take; without it the client stays. */
  dropClient?(client: TClient): void;
  /**
   * Whether a client is still connected: `false` as soon as the gateway has closed the connection. Without it the
   * `readyState` of a WebSocket or the `connected` of a socket.io client says so.
   */
  isClientConnected?(client: TClient): boolean;
  /** Called with messages that were discarded because the queue was full; the adapter can call it too. */
  reportDropped?(client: TClient, dropped: DroppedMessage): void;
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
   * Removes what `bindMessageRouter` has added to a client that has left; called before `handleDisconnect`. Without it
   * the listeners are looked for, at the cost of a list for each client. With it, `bindClientDisconnect` has to remove
   * its own, as `once` does.
   */
  unbindMessageRouter?(client: TClient, router: MessageRouter<TClient>): void;
  /** Whether `close` cuts connections at once; set by the application's option of that name. */
  forceCloseConnections?: boolean;
  /** Called once after all servers are closed. */
  dispose?(): void | Promise<void>;
}
