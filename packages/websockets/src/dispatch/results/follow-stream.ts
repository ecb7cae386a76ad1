import type { ClientResource } from '../../connections/connection.js';
import { isAsyncIterable } from '../../support/is-stream.js';
import type { Message } from '../message.js';
import { pullIterable } from './pull-iterable.js';
import { throwErrorIn } from './throw-error-in.js';
import { unsubscribe } from './unsubscribe.js';

/** The members of an Observable that are used. */
export interface Subscribable {
  subscribe(observer: { next(value: unknown): void; error(error: unknown): void; complete(): void }): {
    unsubscribe(): void;
  };
}

/** Sends the values of a stream. */
export interface ValueSender {
  sendValue(message: Message, value: unknown): void;
  /** Called when the stream has completed without a failure. Its errors are failures of the stream. */
  completed?(message: Message): void;
}

/**
 * Sends each value of an Observable. It ends when the Observable completes or fails, a value cannot be sent, the client
 * disconnects, or the returned object is ended.
 */
export function followStream(message: Message, source: Subscribable, sender: ValueSender): ClientResource {
  const stream = new FollowedStream(message, sender);
  if (message.abandon()) {
    stream.end();
    return stream;
  }
  stream.subscribe(source);
  if (!message.handler.compiled.isIntercepted) message.returned();
  return stream;
}

class FollowedStream implements ClientResource {
  private isOver = false;
  private subscription: { unsubscribe(): void } | undefined;
  /**
   * The Observable itself, and iterables that it has emitted: with an interceptor, an async generator is a value of the
   * Observable.
   */
  private open = 1;
  private pulled: ClientResource[] | undefined;

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
    if (this.isOver) unsubscribe(this.subscription);
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
    throwErrorIn(source);
    this.open += 1;
    const pulled = pullIterable(this.message.connection, source, {
      next: (value) => {
        if (this.isOver) pulled.end();
        else this.sender.sendValue(this.message, value);
      },
      complete: () => this.complete(),
      fail: (error) => this.fail(error),
    });
    this.pulled ??= [];
    this.pulled.push(pulled);
  }

  private complete(): void {
    this.open -= 1;
    if (this.open > 0 || this.isOver) return;
    try {
      this.sender.completed?.(this.message);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.end();
  }

  private fail(error: unknown): void {
    if (this.finish()) this.message.fail(error);
  }

  private finish(): boolean {
    if (this.isOver) return false;
    this.isOver = true;
    this.message.connection.remove(this);
    unsubscribe(this.subscription);
    if (this.pulled !== undefined) for (const pulled of this.pulled) pulled.end();
    return true;
  }
}
