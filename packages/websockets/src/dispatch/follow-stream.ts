import type { Ending } from '../clients/connection.js';
import { isAsyncIterable } from './is-stream.js';
import type { Message } from './message.js';
import { pullIterable } from './pull-iterable.js';

/** The part of an Observable that is needed. */
export interface Subscribable {
  subscribe(observer: { next(value: unknown): void; error(error: unknown): void; complete(): void }): {
    unsubscribe(): void;
  };
}

/** Sends one value of a stream. */
export interface ValueSender {
  sendValue(message: Message, value: unknown): void;
}

/**
 * Sends each value of an Observable. It ends when the Observable does, with its first failure, with a value that cannot
 * be sent, or with the client.
 */
export function followStream(message: Message, source: Subscribable, sender: ValueSender): void {
  if (message.connection.isOver) {
    message.isUnsent = true;
    message.end();
    return;
  }
  new FollowedStream(message, sender).subscribe(source);
  if (!message.handler.compiled.isIntercepted) message.returned();
}

class FollowedStream implements Ending {
  private isOver = false;
  private subscription: { unsubscribe(): void } | undefined;
  /** The Observable itself, and iterables that it gave: with an interceptor, that of an async generator comes as a value. */
  private open = 1;

  constructor(
    private readonly message: Message,
    private readonly sender: ValueSender,
  ) {}

  subscribe(source: Subscribable): void {
    this.message.connection.add(this);
    try {
      this.subscription = source.subscribe({
        next: (value) => this.take(value),
        error: (error) => this.fail(error),
        complete: () => this.complete(),
      });
    } catch (error) {
      this.fail(error);
    }
    if (this.isOver) this.subscription?.unsubscribe();
  }

  end(): void {
    if (this.finish()) this.message.end();
  }

  private take(value: unknown): void {
    if (this.isOver) return;
    try {
      if (isAsyncIterable(value)) this.pull(value);
      else this.sender.sendValue(this.message, value);
    } catch (error) {
      this.fail(error);
    }
  }

  private pull(source: AsyncIterable<unknown>): void {
    this.open += 1;
    const pulled = pullIterable(this.message.connection, source, {
      next: (value) => {
        if (this.isOver) pulled.end();
        else this.sender.sendValue(this.message, value);
      },
      complete: () => this.complete(),
      fail: (error) => this.fail(error),
    });
  }

  private complete(): void {
    this.open -= 1;
    if (this.open === 0) this.end();
  }

  private fail(error: unknown): void {
    if (this.finish()) this.message.fail(error);
  }

  private finish(): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    this.message.connection.remove(this);
    this.subscription?.unsubscribe();
    return true;
  }
}
