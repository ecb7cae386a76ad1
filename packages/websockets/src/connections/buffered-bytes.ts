import type { ClientResource, Connection } from './connection.js';

/** Polling interval for adapters without `onceDrained`. Milliseconds. */
const POLL_MS = 20;

/** Returns how many bytes are buffered for a slow client. */
export function bufferedBytesOf({ adapter, client }: Connection): number {
  if (adapter.bufferedBytes) return adapter.bufferedBytes(client);
  const { bufferedAmount }: { readonly bufferedAmount?: unknown } = client;
  return typeof bufferedAmount === 'number' ? bufferedAmount : 0;
}

/** Returns whether `highWaterMark` bytes or more are buffered for a client. */
export function isBehind(connection: Connection): boolean {
  return bufferedBytesOf(connection) >= connection.server.highWaterMark;
}

/**
 * Waits until less than `highWaterMark` bytes are buffered for a client, or it has disconnected.
 *
 * @returns `undefined` if that is already the case
 */
export function whenDrained(connection: Connection): Promise<void> | undefined {
  if (connection.isOver || !isBehind(connection)) return undefined;
  connection.draining ??= new Draining(connection).promise;
  return connection.draining;
}

/** One poll serves all callers that wait for a client. */
class Draining implements ClientResource {
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
