import { raceTimeout } from '../support/race-timeout.js';
import { bufferedBytesOf } from './buffered-bytes.js';
import type { Connection } from './connection.js';
import { connectionOf, linkConnection } from './connection-of.js';

/** The clients of one server, each until its `handleDisconnect` hooks have completed. */
export class ServerClients<TMessage> implements Iterable<Connection<TMessage>> {
  /** Each at its own index, in no particular order. A `Set` would take 10 more bytes for each. */
  private readonly connected: Connection<TMessage>[] = [];
  /** Clients that are not linked to their connection here, because another server also has them. */
  private unlinked: WeakMap<object, Connection<TMessage>> | undefined;
  private readonly leaving = new Set<Promise<void>>();
  private onQuiet: (() => void) | undefined;

  /** @param isTracked whether the adapter reports when clients disconnect */
  constructor(private readonly isTracked: boolean) {}

  /** Clients may disconnect meanwhile, and others connect. */
  *[Symbol.iterator](): Generator<Connection<TMessage>> {
    for (const connection of this.connected.slice()) if (this.has(connection)) yield connection;
  }

  /**
   * Returns the connection of a client; read for every message. A table by client would take more memory than a link.
   */
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
    if (linked !== undefined && this.isConnected(linked)) this.take(linked);
    linkConnection(client, connection);
  }

  add(connection: Connection<TMessage>): void {
    if (!this.isTracked || this.has(connection)) return;
    connection.index = this.connected.push(connection) - 1;
  }

  /** @returns whether the client was connected */
  remove(connection: Connection<TMessage>): boolean {
    this.unlinked?.delete(connection.client);
    if (!this.has(connection)) return false;
    this.take(connection);
    return true;
  }

  private isConnected(connection: Connection): connection is Connection<TMessage> {
    return this.has(connection);
  }

  private has(connection: Connection): boolean {
    const found: object | undefined = this.connected[connection.index];
    return found === connection;
  }

  /** Replaces a connection by the last one. */
  private take({ index }: Connection<TMessage>): void {
    const last = this.connected.pop()!;
    if (last.index === index) return;
    this.connected[index] = last;
    last.index = index;
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
    return this.connected.length;
  }

  /** How many are connected, or have hooks that have not completed. */
  get remaining(): number {
    return this.connected.length + this.leaving.size;
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
