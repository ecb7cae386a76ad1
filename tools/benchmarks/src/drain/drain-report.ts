export type Library = 'ws' | 'socket.io';

/** The defaults, so that the command knows how long its batches take. */
export const SHUTDOWN = { batchSize: 1_000, intervalMs: 500, timeoutMs: 30_000 };

/** What the server reports when it is closed. */
export interface DrainReport {
  /** Milliseconds that `app.close()` took. */
  readonly closedMs: number;
  readonly answered: number;
  readonly failed: number;
}
