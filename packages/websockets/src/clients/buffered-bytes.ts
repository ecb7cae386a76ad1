import type { Connection, Ending } from './connection.js';

/** How long to wait before looking again, where the adapter does not tell when a client has read. Milliseconds. */
const POLL_MS = 20;

/** How many bytes wait for a client that does not read as fast as it is sent to. */
export function bufferedBytesOf({ adapter, client }: Connection): number {
  if (adapter.bufferedBytes) return adapter.bufferedBytes(client);
  const { bufferedAmount }: { readonly bufferedAmount?: unknown } = client;
  return typeof bufferedAmount === 'number' ? bufferedAmount : 0;
}

/** Whether `highWaterMark` bytes or more wait for a client. */
export function isBehind(connection: Connection): boolean {
  return bufferedBytesOf(connection) >= connection.highWaterMark;
}

/**
 * Waits until less than `highWaterMark` bytes wait for a client, or it has left.
 *
 * @returns `undefined` when that is so already
 */
export function whenDrained(connection: Connection): Promise<void> | undefined {
  if (connection.isOver || !isBehind(connection)) return undefined;
  connection.draining ??= new Draining(connection).promise;
  return connection.draining;
}

/** One look-out for all who wait for a client. */
class Draining implements Ending {
  readonly promise: Promise<void>;
  private resolve!: () => void;
  private isOver = false;

  constructor(private readonly connection: Connection) {
    this.promise = new Promise((resolve) => {
      this.resolve = resolve;
    });
    connection.add(this);
    this.wait();
  }

  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.connection.draining = undefined;
    this.connection.remove(this);
    this.resolve();
  }

  private wait(): void {
    const { adapter, client } = this.connection;
    if (adapter.onceDrained) adapter.onceDrained(client, this.check);
    else setTimeout(this.check, POLL_MS);
  }

  private readonly check = (): void => {
    if (this.isOver) return;
    if (isBehind(this.connection)) this.wait();
    else this.end();
  };
}
