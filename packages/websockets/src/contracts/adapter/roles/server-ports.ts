/** The HTTP servers and ports that servers listen on. */
export interface ServerPorts<TServer = any> {
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
