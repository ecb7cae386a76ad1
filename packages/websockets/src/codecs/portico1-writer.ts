import type { ReplyWriter } from '../contracts/codec.js';

/** The frames by which a server replies to one request. */
export class Portico1Writer implements ReplyWriter {
  /** Whether its last frame was sent. */
  isOver = false;

  /**
   * @param onReplied called when its last frame was sent
   * @param onClosed called when its handler has completed, too
   */
  constructor(
    private readonly id: number,
    private readonly send: (frame: object) => void,
    private readonly onReplied: (id: number) => void,
    private readonly onClosed: () => void,
  ) {}

  reply(value: unknown): void {
    this.send({ id: this.id, data: value === undefined ? null : value });
    this.finish();
  }

  next(value: unknown): void {
    this.send({ id: this.id, data: value === undefined ? null : value, more: true });
  }

  end(): void {
    this.send({ id: this.id, end: true });
    this.finish();
  }

  fail(payload: object): void {
    this.send({ id: this.id, error: payload });
    this.finish();
  }

  closed(): void {
    this.onClosed();
  }

  private finish(): void {
    this.isOver = true;
    this.onReplied(this.id);
  }
}
