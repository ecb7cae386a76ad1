import type { BodyLimits } from './body-limits.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { HandshakeOptions } from './handshake-options.js';
import type { RecoveryOptions } from './recovery-options.js';
import type { RoomOptions } from './room-options.js';

/**
 * The options of `@WebSocketGateway()`. All of them are passed to the platform's server. Options of socket.io and ws
 * that are not listed here are also passed, unchanged.
 */
export interface GatewayMetadata extends HandshakeOptions {
  /** A namespace of socket.io: a name, a pattern, or a function `(name, auth, next)` that decides which names exist. */
  namespace?:
    | string
    | RegExp
    | ((name: string, auth: any, next: (error: Error | null, exists: boolean) => void) => void);
  /** The path to serve. Default: `/socket.io` for socket.io, `/` for ws. */
  path?: string;
  /**
   * Whether messages of a client are queued until an asynchronous `handleConnection` of this gateway has completed. Set
   * it to `false` for a hook that runs for as long as the client is connected. Default: `true`.
   */
  waitForConnection?: boolean;
  /**
   * How long request-scoped providers live, the gateway itself included: one instance per client, with the client as
   * `REQUEST`, or one per message, with a `MessageRequest`. Default: `'connection'`.
   */
  requestScope?: 'connection' | 'message';
  /** How messages of one client are handled. Default: that of the adapter. */
  dispatch?: DispatchOptions;
  /**
   * How many bytes may be buffered for a client before async iterables are paused. Default: that of the adapter, 64
   * KiB.
   */
  highWaterMark?: number;
  /**
   * Lets clients continue their session after their connection was lost: on socket.io, and on ws for clients of
   * `portico.1`. `skipMiddlewares` is an option of socket.io. Default: off.
   */
  connectionStateRecovery?: RecoveryOptions & { readonly skipMiddlewares?: boolean };
  /** Limits for the bodies of messages that `defineMessages()` defines. */
  bodyLimits?: BodyLimits;
  /**
   * Whether handler results are compared with the definitions of their messages, for tests and development. A result
   * that does not match fails the handler. Default: that of the adapter, `false`.
   */
  validateReplies?: boolean;
  /** Limits of the rooms of one client. */
  rooms?: RoomOptions;
  /** Whether socket.io serves the client bundle. */
  serveClient?: boolean;
  /**
   * The name of the adapter of the gateway, as `app.useWebSocketAdapter(adapter, { name })` was called with it. Default: the
   * adapter without a name. A class or a function is the option `adapter` of socket.io (rooms across processes).
   */
  adapter?: string | Function;
  /** The parser of socket.io. */
  parser?: any;
  /** Milliseconds in which a socket.io client has to join a namespace. */
  connectTimeout?: number;
  /** Milliseconds without a pong after which a connection is regarded as lost. */
  pingTimeout?: number;
  /** Milliseconds between two pings. */
  pingInterval?: number;
  /** Milliseconds in which an upgrade from polling has to be done. */
  upgradeTimeout?: number;
  /** The largest message that socket.io accepts, in bytes. */
  maxHttpBufferSize?: number;
  /** The largest message that ws accepts, in bytes. */
  maxPayload?: number;
  /** Decides whether a handshake is accepted (socket.io). */
  allowRequest?: any;
  /** The transports of socket.io. */
  transports?: readonly ('polling' | 'websocket' | 'webtransport')[];
  allowUpgrades?: boolean;
  perMessageDeflate?: any;
  httpCompression?: any;
  /** The cookie that socket.io sets with the handshake. */
  cookie?: any;
  /** Cross-origin resource sharing of socket.io; `true` reflects any origin. */
  cors?: any;
  allowEIO3?: boolean;
  [option: string]: any;
}
