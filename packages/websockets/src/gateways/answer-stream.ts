import { Logger } from '@portico/common';
import { isPromiseLike, stackOf } from '@portico/common/internal';
import { isObservable } from '@portico/core/internal';
import type { Observable as RxObservable, Subscriber, Unsubscribable } from 'rxjs';
import type { Answers, FailAnswer } from './answers.js';
import { deliverAnswer, loadRxjs } from './deliver-answer.js';

/** What several handlers of one message returned, and how the answers of each fail. */
export class SeveralResults {
  constructor(readonly results: readonly { readonly result: unknown; readonly fail: FailAnswer }[]) {}
}

/**
 * The `process` function of the documents: a stream of whatever a handler returned, without falsy
 * values. What its subscriber throws while it takes one goes to the filters.
 */
export function answerStream(result: unknown, answers: Answers): RxObservable<unknown> {
  const { Observable } = loadRxjs();
  const fail = answers.failOf(result) ?? logUnsent;
  return new Observable<unknown>((subscriber) => {
    const feeder = new Feeder(subscriber);
    feeder.feed(result, fail);
    feeder.end();
  });
}

/** Logs that an answer could not be sent, where nobody knows which message it was for. */
export function logUnsent(error: unknown): void {
  new Logger('WebSockets').error('An answer could not be sent', stackOf(error));
}

/** Feeds one subscriber with what results bring, and completes it when all of them have ended. */
class Feeder {
  private open = 1;

  constructor(private readonly subscriber: Subscriber<unknown>) {}

  feed(result: unknown, fail: FailAnswer): void {
    this.open += 1;
    if (result instanceof SeveralResults) {
      for (const each of result.results) this.feed(each.result, each.fail);
      this.end();
    } else if (isPromiseLike(result)) {
      result
        .then(
          (value) => this.feed(value, fail),
          () => undefined,
        )
        .then(() => this.end());
    } else if (isObservable(result)) {
      this.follow(result, fail);
    } else {
      if (result) this.deliver(result, fail);
      this.end();
    }
  }

  /** One result less to wait for. */
  end(): void {
    this.open -= 1;
    if (this.open === 0) this.subscriber.complete();
  }

  /** Ends with the stream, or with its first answer that cannot be sent. */
  private follow(source: RxObservable<unknown>, fail: FailAnswer): void {
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
        if (value && !ended && !this.deliver(value, fail)) end();
      },
      error: end,
      complete: end,
    });
    if (ended) subscription.unsubscribe();
    else this.subscriber.add(subscription);
  }

  private deliver(value: unknown, fail: FailAnswer): boolean {
    try {
      deliverAnswer(this.subscriber, value);
      return true;
    } catch (error) {
      fail(error);
      return false;
    }
  }
}
