import type { DiscardedMessageListener, DispatchOptions, GatewayOptions, ShutdownOptions } from '@portico/websockets';
import type { RoomAdapterFactory, ServerLeaseOptions } from '@portico/websockets/adapters';
import type { BunClient } from './ws/bun-client.js';

/** The options of the HTTP adapter. */
export interface BunHttpOptions {
  /** Whether `/Cats` and `/cats` are different paths. Default: false. */
  readonly caseSensitive?: boolean;
  /** Whether `/cats/` reaches the route `/cats`. Default: true. */
  readonly ignoreTrailingSlash?: boolean;
  /** Whether `//cats` reaches the route `/cats`. Default: false. */
  readonly ignoreDuplicateSlashes?: boolean;
  /**
   * Seconds after which Bun closes a connection on which nothing was received or sent, including that of a handler that takes
   * longer. Streams are not affected once they have begun. At most 255. Default: 120.
   */
  readonly idleTimeout?: number;
  /** The largest request body that Bun accepts, in bytes; body parsers have lower limits. Default: 128 MiB. */
  readonly maxRequestBodySize?: number;
}

/** The options of a body parser. */
export interface BodyParserOptions {
  /** The largest body in bytes, after decompression. Larger ones are a 413. Default: 102,400. */
  readonly limit?: number;
}

/** The body parsers. */
export type BodyType = 'json' | 'urlencoded' | 'text' | 'raw';

/**
 * Limits of the clients of a gateway. All gateways of one port share a server of Bun: it uses the largest value of each limit.
 * `maxPayload` is checked for each gateway as well.
 */
export interface ClientLimits {
  /** The largest message in bytes. The connection of a client that sends a larger one is closed. Default: 1 MiB. */
  readonly maxPayload?: number;
  /** How many bytes may wait for a client that does not read before it is disconnected. Default: 16 MiB. */
  readonly maxBufferedBytes?: number;
  /**
   * Seconds after which a client is disconnected that has sent nothing; Bun pings clients before, and browsers reply to that.
   * At most 960. Default: 120.
   */
  readonly idleTimeout?: number;
}

/** The options of a gateway on Bun: those of every platform, and these. */
export interface BunGatewayOptions extends ClientLimits, Omit<ServerLeaseOptions, 'handshakeTimeout'>, GatewayOptions {
  /** The subprotocols that clients may choose. */
  readonly protocols?: readonly string[];
  /** Not supported. */
  readonly namespace?: unknown;
}

const OPTIONS: Record<Exclude<keyof BunGatewayOptions, keyof GatewayOptions>, true> = {
  host: true,
  idleTimeout: true,
  maxBufferedBytes: true,
  maxPayload: true,
  namespace: true,
  protocols: true,
  server: true,
};

/** The names of the options that gateways have only on Bun. Their type makes sure that none is missing. */
export const OPTION_NAMES: readonly string[] = Object.keys(OPTIONS);

/** The second argument of `new BunWsAdapter()`. */
export interface BunWsOptions extends ClientLimits {
  /** Called with each frame that reaches no handler. */
  readonly onDiscardedMessage?: DiscardedMessageListener<BunClient>;
  /** Milliseconds that clients have for the closing handshake when a server closes. Default: 2,000. */
  readonly closeTimeout?: number;
  /**
   * The room adapter that shares rooms with other processes, such as `createAdapter(pub, sub)` of `@socket.io/redis-adapter`.
   * Broadcasts then do not use the native publish of Bun. Default: rooms exist only in this process.
   */
  readonly adapter?: RoomAdapterFactory;
  readonly dispatch?: DispatchOptions;
  readonly highWaterMark?: number;
  readonly shutdown?: ShutdownOptions;
}
