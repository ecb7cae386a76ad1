import type { PathParameters } from '@portico/core/transports';

/**
 * Where clients reach servers: HTTP servers, ports and paths. `AbstractWsAdapter` has all members about ports, for servers
 * that are passed to `mount()`.
 *
 * @example
 * readonly matchesPaths = true; // UpgradeRouter.of(httpServer).add({ path: '/rooms/:room', handle });
 * @see docs/websocket-adapters.md#optional-members
 */
export interface ServerEndpoints<TServer = any, TClient = any> {
  /**
   * Whether clients can reach a server whose `path` has parameters, such as `/rooms/:room`: with `path` of an
   * `UpgradeRoute`, or in another way. Without it, a gateway with such a path logs a warning.
   */
  readonly matchesPaths?: boolean;
  /** Returns the path parameters of a client, if `UpgradeRouter` has not stored them with its request. */
  pathParameters?(client: TClient): PathParameters;
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
  sharePorts?(other: object): void;
  /**
   * Prevents dedicated ports from listening until the returned function is called: no client may connect before
   * `afterInit` has completed.
   */
  holdPorts?(): () => void;
  /** Resolves when the server listens; rejects if it cannot. */
  whenListening?(server: TServer): Promise<void>;
  /** Resolves when a server is closed, even if a subclass has a `close` that returns no promise. */
  whenClosed?(server: TServer): Promise<void>;
}
