import { bufferedBytesOf } from './buffered-bytes.js';
import type { Connection } from './connection.js';
import { connectionOf, linkConnection } from './connection-of.js';
import { raceTimeout } from './race-timeout.js';

/** The clients of one server, each until its `handleDisconnect` hooks have completed. */
export class ServerClients<TMessage> implements Iterable<Connection<TMessage>> {
  private readonly connected = new Set<Connection<TMessage>>();
  /** Clients that are not linked to their connection here, because another server also has them. */
  private unlinked: WeakMap<object, Connection<TMessage>> | undefined;
  private readonly leaving = new Set<Promise<void>>();
  private onQuiet: (() => void) | undefined;

  /** @param isTracked whether the adapter reports when clients disconnect */
  constructor(private readonly isTracked: boolean) {}

  [Symbol.iterator](): Iterator<Connection<TMessage>> {
    return this.connected.values();
  }

  /** The connection of a client; read for every message. A table by client would take more memory than a link. */
  get(client: object): Connection<TMessage> | undefined {
    const linked = connectionOf(client);
    return linked !== undefined && this.isConnected(linked) ? linked : this.unlinked?.get(client);
  }

  /** Makes a connection that of its client. It is found from now on if the adapter does not report disconnections. */
  link(connection: Connection<TMessage>): void {
    const { client, server } = connection;
    const linked = connectionOf(client);
    const isElsewhere = linked !== undefined && linked.server !== server;
    if (isElsewhere || !this.isTracked) {
      this.unlinked ??= new WeakMap();
      this.unlinked.set(client, connection);
    }
    if (isElsewhere && this.isTracked) return;
    if (linked !== undefined && this.isConnected(linked)) this.connected.delete(linked);
    linkConnection(client, connection);
  }

  add(connection: Connection<TMessage>): void {
    if (this.isTracked) this.connected.add(connection);
  }

  /** @returns whether the client was connected */
  remove(connection: Connection<TMessage>): boolean {
    this.unlinked?.delete(connection.client);
    return this.connected.delete(connection);
  }

  private isConnected(connection: Connection): connection is Connection<TMessage> {
    const connected: ReadonlySet<object> = this.connected;
    return connected.has(connection);
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
    for (const connection of this.connected) sum += bufferedBytesOf(connection);
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
