import { bufferedBytesOf } from './buffered-bytes.js';
import type { Connection } from './connection.js';
import { raceTimeout } from './race-timeout.js';

/** The clients of one server, each until its `handleDisconnect` hooks have completed. */
export class ServerClients<TMessage> implements Iterable<Connection<TMessage>> {
  /** The connection of each client; read for every message. */
  readonly byClient: { get(client: object): Connection<TMessage> | undefined };
  private readonly connected = new Map<object, Connection<TMessage>>();
  /** Clients of an adapter that does not report when they disconnect. */
  private readonly untracked = new WeakMap<object, Connection<TMessage>>();
  private readonly leaving = new Set<Promise<void>>();
  private onQuiet: (() => void) | undefined;

  /** @param isTracked whether the adapter reports when clients disconnect */
  constructor(private readonly isTracked: boolean) {
    this.byClient = isTracked ? this.connected : this.untracked;
  }

  [Symbol.iterator](): Iterator<Connection<TMessage>> {
    return this.connected.values();
  }

  add(connection: Connection<TMessage>): void {
    (this.isTracked ? this.connected : this.untracked).set(connection.client, connection);
  }

  /** @returns whether the client was connected */
  remove({ client }: Connection<TMessage>): boolean {
    return this.connected.delete(client);
  }

  /** Keeps a removed client until its hooks have completed. */
  awaitHooks(hooks: Promise<unknown> | undefined): void {
    if (!hooks) {
      this.announceQuiet();
      return;
    }
    const done = hooks.then(() => {
      this.leaving.delete(done);
      this.announceQuiet();
    });
    this.leaving.add(done);
  }

  /** How many are connected. */
  get size(): number {
    return this.connected.size;
  }

  /** How many are connected, or have hooks that have not completed. */
  get remaining(): number {
    return this.connected.size + this.leaving.size;
  }

  get bufferedBytes(): number {
    let sum = 0;
    for (const connection of this.connected.values()) sum += bufferedBytesOf(connection);
    return sum;
  }

  /**
   * Waits until all clients have disconnected and their hooks have completed.
   *
   * @returns `false` after the time-out
   */
  async drained(timeoutMs: number): Promise<boolean> {
    if (this.remaining === 0) return true;
    const quiet = new Promise<boolean>((resolve) => {
      this.onQuiet = () => resolve(true);
    });
    return raceTimeout(quiet, timeoutMs, () => false);
  }

  private announceQuiet(): void {
    if (this.remaining === 0) this.onQuiet?.();
  }
}
