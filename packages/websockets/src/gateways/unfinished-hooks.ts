import { portableClientOf } from '../clients/portable-client.js';
import type { Connection } from '../connections/connection.js';

interface Unfinished {
  readonly connection: Connection;
  readonly hooks: Promise<unknown>;
}

/**
 * The `handleConnection` hooks that still run, or have not begun, although their clients have disconnected. `handleDisconnect` follows
 * them, and a client that continues the session meanwhile has the same id.
 */
export class UnfinishedHooks {
  /** Those that were lost first come first. */
  private readonly byId = new Map<string, readonly Unfinished[]>();

  /** @param hooks resolves when they have completed; does not reject */
  add(connection: Connection, hooks: Promise<unknown>): void {
    const { id } = portableClientOf(connection);
    const added = { connection, hooks };
    this.byId.set(id, [...this.of(id), added]);
    hooks.then(() => {
      const others = this.of(id).filter((each) => each !== added);
      if (others.length > 0) this.byId.set(id, others);
      else this.byId.delete(id);
    });
  }

  /** Returns the hooks of the connection that the client of this one had before. */
  before(connection: Connection): Promise<unknown> | undefined {
    // Usually there are none, and the client need not be created.
    if (this.byId.size === 0) return undefined;
    const all = this.of(portableClientOf(connection).id);
    const own = all.findIndex((each) => each.connection === connection);
    return all[(own === -1 ? all.length : own) - 1]?.hooks;
  }

  private of(id: string): readonly Unfinished[] {
    return this.byId.get(id) ?? [];
  }
}
