import { Logger } from '@portico/common';
import { isPromiseLike, loadRxjs, stackOf } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';
import type { Observable as RxObservable, Subscriber, Unsubscribable } from 'rxjs';
import { deliverSynchronously } from '../../support/deliver-synchronously.js';
import type { HandlerReply, KnownResults } from './handler-reply.js';
import { unsentResult } from './unsent-result.js';
import { unsubscribe } from './unsubscribe.js';

/** One of the results of a message that several gateways subscribe to. */
export interface PartialResult {
  readonly result: unknown;
  readonly reply: HandlerReply;
}

const several = new WeakMap<object, readonly PartialResult[]>();

/**
 * Returns the results of several handlers of one message, as a stream. An adapter may subscribe to it without
 * `process`.
 */
export function severalResults(parts: readonly PartialResult[]): RxObservable<unknown> {
  const { Observable } = loadRxjs();
  const stream = new Observable<unknown>((subscriber) => feedAll(subscriber, parts));
  several.set(stream, parts);
  return stream;
}

/**
 * Returns the documented `process` function: a stream of the handler result, without `undefined` and `null`. Errors
 * that its subscriber throws while it receives a value go to the filters.
 */
export function resultStream(result: unknown, known: KnownResults): RxObservable<unknown> {
  const { Observable } = loadRxjs();
  return new Observable<unknown>((subscriber) => feedAll(subscriber, [{ result, reply: known.replyOf(result) }]));
}

/** Logs that a reply could not be sent, if its message is unknown. */
export function logUnsent(error: unknown): void {
  new Logger('WebSockets').error('A result could not be sent', stackOf(error));
}

interface Part {
  readonly result: unknown;
  readonly reply: HandlerReply | undefined;
}

function feedAll(subscriber: Subscriber<unknown>, parts: readonly Part[]): void {
  const feeder = new Feeder(subscriber);
  for (const { result, reply } of parts) {
    if (reply) reply.isStreamed = true;
    feeder.feed(result, reply);
  }
  feeder.end();
}

/** Passes the values of results to one subscriber, and completes it when all results have ended. */
class Feeder {
  private open = 1;

  constructor(private readonly subscriber: Subscriber<unknown>) {}

  feed(result: unknown, reply: HandlerReply | undefined): void {
    this.open += 1;
    const parts = typeof result === 'object' && result !== null ? several.get(result) : undefined;
    if (parts) {
      for (const part of parts) {
        part.reply.isStreamed = true;
        this.feed(part.result, part.reply);
      }
      this.end();
    } else if (isPromiseLike(result)) {
      result
        .then(
          (value) => this.feed(value, reply),
          () => undefined,
        )
        .then(() => this.end());
    } else if (isObservable(result)) {
      this.follow(result, reply);
    } else {
      if (!isSent(result, reply) || this.deliver(result, reply)) reply?.message.end();
      this.end();
    }
  }

  /** Counts one result as completed. */
  end(): void {
    this.open -= 1;
    if (this.open === 0) this.subscriber.complete();
  }

  /** Ends with the stream, or with its first value that cannot be sent. */
  private follow(source: RxObservable<unknown>, reply: HandlerReply | undefined): void {
    let ended = false;
    let subscription: Unsubscribable | undefined;
    const end = (): void => {
      if (ended) return;
      ended = true;
      unsubscribe(subscription);
      this.end();
    };
    subscription = source.subscribe({
      next: (value) => {
        if (!ended && isSent(value, reply) && !this.deliver(value, reply)) end();
      },
      error: end,
      complete: end,
    });
    if (ended) unsubscribe(subscription);
    else this.subscriber.add(() => unsubscribe(subscription));
  }

  private deliver(value: unknown, reply: HandlerReply | undefined): boolean {
    try {
      deliverSynchronously(this.subscriber, value);
      return true;
    } catch (error) {
      if (reply) reply.message.fail(unsentResult(error, value, reply.message));
      else logUnsent(error);
      return false;
    }
  }
}

function isSent(value: unknown, reply: HandlerReply | undefined): boolean {
  return reply ? reply.sends(value) : value !== undefined && value !== null;
}
