/** How the clients of an adapter are disconnected when the application closes. */
export interface ShutdownOptions {
  /** How many clients are disconnected at once. Default: 1,000. */
  batchSize?: number | undefined;
  /**
   * Milliseconds between two batches, so that not all clients reconnect to the next process at the same moment. Default: 500.
   */
  intervalMs?: number | undefined;
  /**
   * Milliseconds that running and queued messages have to complete. Default: 30,000, or `gracefulShutdown.timeoutMs` of
   * the application, whichever is less.
   */
  timeoutMs?: number | undefined;
}
