import { Logger } from '@portico/common';
import { isPromiseLike, stackOf } from '@portico/common/internal';
import { isObservable } from '@portico/core/internal';
import type { Observable as RxObservable, Subscriber, Unsubscribable } from 'rxjs';
import { type AnswerContext, type Answers, isSent } from './answers.js';
import { deliverAnswer, loadRxjs } from './deliver-answer.js';

/** One of the results of a message that several gateways subscribe to. */
interface PartialResult {
  readonly result: unknown;
  readonly context: AnswerContext;
}

const several = new WeakMap<object, readonly PartialResult[]>();

/** What several handlers of one message returned, as a stream: an adapter may subscribe to it without `process`. */
export function severalResults(results: readonly PartialResult[]): RxObservable<unknown> {
  const { Observable } = loadRxjs();
  const stream = new Observable<unknown>((subscriber) => feedAll(subscriber, results));
  several.set(stream, results);
  return stream;
}

/**
 * The `process` function of the documents: a stream of whatever a handler returned, without falsy
 * values unless they acknowledge. What its subscriber throws while it takes one goes to the filters.
 */
export function answerStream(result: unknown, answers: Answers): RxObservable<unknown> {
  const { Observable } = loadRxjs();
  const context = answers.contextOf(result) ?? UNKNOWN_MESSAGE;
  return new Observable<unknown>((subscriber) => feedAll(subscriber, [{ result, context }]));
}

function feedAll(subscriber: Subscriber<unknown>, results: readonly PartialResult[]): void {
  const feeder = new Feeder(subscriber);
  for (const { result, context } of results) feeder.feed(result, context);
  feeder.end();
}

/** Logs that an answer could not be sent, where nobody knows which message it was for. */
export function logUnsent(error: unknown): void {
  new Logger('WebSockets').error('An answer could not be sent', stackOf(error));
}

const UNKNOWN_MESSAGE: AnswerContext = { fail: logUnsent, isAcknowledged: false, sendsOnlyEvents: false };

/** Feeds one subscriber with what results bring, and completes it when all of them have ended. */
class Feeder {
  private open = 1;

  constructor(private readonly subscriber: Subscriber<unknown>) {}

  feed(result: unknown, context: AnswerContext): void {
    this.open += 1;
    const parts = typeof result === 'object' && result !== null ? several.get(result) : undefined;
    if (parts) {
      for (const part of parts) this.feed(part.result, part.context);
      this.end();
    } else if (isPromiseLike(result)) {
      result
        .then(
          (value) => this.feed(value, context),
          () => undefined,
        )
        .then(() => this.end());
    } else if (isObservable(result)) {
      this.follow(result, context);
    } else {
      if (isSent(result, context)) this.deliver(result, context);
      this.end();
    }
  }

  /** One result less to wait for. */
  end(): void {
    this.open -= 1;
    if (this.open === 0) this.subscriber.complete();
  }

  /** Ends with the stream, or with its first answer that cannot be sent. */
  private follow(source: RxObservable<unknown>, context: AnswerContext): void {
    let ended = false;
    let subscription: Unsubscribable | undefined;
    const end = (): void => {
      if (ended) return;
      ended = true;
      subscription?.unsubscribe();
      this.end();
    };
    subscription = source.subscribe({
      next: (value) => {
        if (!ended && isSent(value, context) && !this.deliver(value, context)) end();
      },
      error: end,
      complete: end,
    });
    if (ended) subscription.unsubscribe();
    else this.subscriber.add(subscription);
  }

  private deliver(value: unknown, { fail }: AnswerContext): boolean {
    try {
      deliverAnswer(this.subscriber, value);
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }
}
