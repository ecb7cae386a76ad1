import type { GatewayOptions } from './gateway-options.js';
import type { RecoveryOptions } from './recovery-options.js';

/**
 * The options of `@WebSocketGateway()`. All of them are passed to the platform's server. Options of socket.io and ws
 * that are not listed here are also passed, unchanged.
 */
export interface GatewayMetadata extends GatewayOptions {
  /** A namespace of socket.io: a name, a pattern, or a function `(name, auth, next)` that decides which names exist. */
  namespace?:
    | string
    | RegExp
    | ((name: string, auth: any, next: (error: Error | null, exists: boolean) => void) => void)
    | undefined;
  /** As on every platform; `skipMiddlewares` is an option of socket.io. */
  connectionStateRecovery?: (RecoveryOptions & { readonly skipMiddlewares?: boolean }) | undefined;
  /** Whether socket.io serves the client bundle. */
  serveClient?: boolean | undefined;
  /**
   * The name of the adapter of the gateway, as `app.useWebSocketAdapter(adapter, { name })` was called with it. Default: the
   * adapter without a name. A class or a function is the option `adapter` of socket.io (rooms across processes).
   */
  adapter?: string | Function | undefined;
  /** The parser of socket.io. */
  parser?: any;
  /** Milliseconds in which a socket.io client has to join a namespace. */
  connectTimeout?: number | undefined;
  /** Milliseconds without a pong after which a connection is regarded as lost. */
  pingTimeout?: number | undefined;
  /** Milliseconds between two pings. */
  pingInterval?: number | undefined;
  /** Milliseconds in which an upgrade from polling has to be done. */
  upgradeTimeout?: number | undefined;
  /** The largest message that socket.io accepts, in bytes. */
  maxHttpBufferSize?: number | undefined;
  /** The largest message that ws accepts, in bytes. */
  maxPayload?: number | undefined;
  /** Decides whether a handshake is accepted (socket.io). */
  allowRequest?: any;
  /** The transports of socket.io. */
  transports?: readonly ('polling' | 'websocket' | 'webtransport')[] | undefined;
  allowUpgrades?: boolean | undefined;
  perMessageDeflate?: any;
  httpCompression?: any;
  /** The cookie that socket.io sets with the handshake. */
  cookie?: any;
  /** Cross-origin resource sharing of socket.io; `true` reflects any origin. */
  cors?: any;
  allowEIO3?: boolean | undefined;
  [option: string]: any;
}
