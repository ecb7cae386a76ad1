/**
 * The `handleConnection` hooks that still run although their clients have disconnected. `handleDisconnect` follows them, and a client
 * that continues the session meanwhile has the same id.
 */
export class UnfinishedHooks {
  private readonly byId = new Map<string, Promise<unknown>>();

  /** @param hooks resolves when they have completed; does not reject */
  add({ id }: { readonly id: string }, hooks: Promise<unknown>): void {
    this.byId.set(id, hooks);
    hooks.then(() => {
      if (this.byId.get(id) === hooks) this.byId.delete(id);
    });
  }

  /** Returns the hooks of an earlier connection of a client. */
  of(client: () => { readonly id: string }): Promise<unknown> | undefined {
    // Usually there are none, and the client need not be created.
    return this.byId.size === 0 ? undefined : this.byId.get(client().id);
  }
}
