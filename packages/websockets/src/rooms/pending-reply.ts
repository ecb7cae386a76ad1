type OnReply = (reply: unknown) => void;

/**
 * What a room adapter calls with the reply to a request. It is set for one client and taken by the same client before the next one is
 * asked, so that all clients share one place.
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

  /** Called where clients keep what they are asked. */
  delete(_id: unknown): void {}
}
