import type { ReplyWriter } from '../contracts/adapter/codec.js';

/** The owner of the requests. */
export interface ReplyOwner {
  send(frame: object): void;
  /** The last frame of a request that was pending has been sent. */
  replied(id: number): void;
  /** The handler of a request has also completed. */
  closed(): void;
}

/** The frames of the reply to one request. */
export class Portico1Writer implements ReplyWriter {
  /** Whether its last frame was sent. */
  isOver = false;
  /** Whether the client may cancel it. */
  isPending = false;

  constructor(
    private readonly id: number,
    private readonly owner: ReplyOwner,
  ) {}

  reply(value: unknown): void {
    this.owner.send({ id: this.id, data: value === undefined ? null : value });
    this.finish();
  }

  next(value: unknown): void {
    this.owner.send({ id: this.id, data: value === undefined ? null : value, more: true });
  }

  end(): void {
    this.owner.send({ id: this.id, end: true });
    this.finish();
  }

  fail(payload: object): void {
    this.owner.send({ id: this.id, error: payload });
    this.finish();
  }

  closed(): void {
    this.owner.closed();
  }

  private finish(): void {
    this.isOver = true;
    if (this.isPending) this.owner.replied(this.id);
  }
}
