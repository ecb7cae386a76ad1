type OnReply = (reply: unknown) => void;

/**
 * The callback of a room adapter for the reply to a request. It is set for one client, and taken by that client before
 * the next one gets its request, so that all clients share one variable.
 */
export class PendingReply {
  private id: unknown;
  private onReply: OnReply | undefined;

  set(id: unknown, onReply: OnReply): void {
    this.id = id;
    this.onReply = onReply;
  }

  take(id: unknown): OnReply | undefined {
    const { onReply } = this;
    this.onReply = undefined;
    return this.id === id ? onReply : undefined;
  }

  /** Called by clients that store the callback. */
  delete(_id: unknown): void {}
}
