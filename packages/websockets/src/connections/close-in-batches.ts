import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from './connection.js';

export interface BatchOptions {
  readonly batchSize: number;
  /** Milliseconds between two batches. */
  readonly intervalMs: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Closes clients, each as soon as none of its messages is running, and at most one batch of them per interval.
 * Settles when all are closed or have left, or when the signal aborts.
 */
export async function closeInBatches(
  connections: Iterable<Connection>,
  close: (connection: Connection) => void,
  { batchSize, intervalMs, signal }: BatchOptions,
): Promise<void> {
  const queue = new IdleQueue(connections);
  while (!signal.aborted) {
    const batch = await queue.next(batchSize, signal);
    if (batch.length === 0) break;
    for (const connection of batch) close(connection);
    if (queue.length > 0 && batch.length === batchSize)
      await delay(intervalMs, undefined, { signal }).catch(() => undefined);
  }
  queue.dispose();
}

/** Clients in the order in which they have become idle. */
class IdleQueue {
  private readonly idle: Connection[] = [];
  private readonly busy = new Set<Connection>();
  private wake: (() => void) | undefined;

  constructor(connections: Iterable<Connection>) {
    for (const connection of connections) {
      if (connection.isIdle) this.idle.push(connection);
      else this.await(connection);
    }
  }

  /** How many are still to come. */
  get length(): number {
    return this.idle.length + this.busy.size;
  }

  /**
   * Returns the next that are idle, at most so many, and waits for one. Empty when all have come, or the signal has
   * aborted.
   */
  async next(most: number, signal: AbortSignal): Promise<Connection[]> {
    for (;;) {
      const batch = this.idle.splice(0, most).filter(({ isOver }) => !isOver);
      if (batch.length > 0 || this.length === 0 || signal.aborted) return batch;
      if (this.idle.length === 0) await this.change(signal);
    }
  }

  dispose(): void {
    for (const connection of this.busy) connection.onIdle = undefined;
  }

  private await(connection: Connection): void {
    this.busy.add(connection);
    connection.onIdle = () => {
      connection.onIdle = undefined;
      this.busy.delete(connection);
      this.idle.push(connection);
      this.wake?.();
    };
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        signal.removeEventListener('abort', done);
        this.wake = undefined;
        resolve();
      };
      this.wake = done;
      signal.addEventListener('abort', done);
    });
  }
}
