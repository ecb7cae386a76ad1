import { isPromiseLike } from '@portico/common/internal';
import type { Observable, Subscriber, TeardownLogic } from 'rxjs';
import { loadRxjs } from './load-rxjs.js';
import { isObservable } from './observable.js';
import { releaseResult } from './release-result.js';

/**
 * The rest of a call as an Observable, which `next.handle()` returns to an interceptor. Subscribing runs the rest. If
 * an interceptor returns it unchanged, the pipeline recognizes it and runs the rest directly, without a subscription.
 */
export interface Continuation extends Observable<unknown> {
  proceed(): unknown;
}

let construct: ((proceed: () => unknown) => Continuation) | undefined;
let continuationClass: Function | undefined;

/** Creates a continuation. rxjs is loaded here, when an interceptor runs for the first time. */
export function continuationOf(proceed: () => unknown): Continuation {
  construct ??= define();
  return construct(proceed);
}

export function isContinuation(value: unknown): value is Continuation {
  return continuationClass !== undefined && value instanceof continuationClass;
}

function define(): (proceed: () => unknown) => Continuation {
  const { Observable } = loadRxjs();
  class CallContinuation extends Observable<unknown> implements Continuation {
    constructor(readonly proceed: () => unknown) {
      super();
    }

    /** What rxjs calls for each subscriber; as a method, it needs no closure for each call. */
    protected _subscribe(subscriber: Subscriber<unknown>): TeardownLogic {
      return deliver(this.proceed, subscriber);
    }
  }
  continuationClass = CallContinuation;
  return (proceed) => new CallContinuation(proceed);
}

function deliver(proceed: () => unknown, subscriber: Subscriber<unknown>): TeardownLogic {
  let result: unknown;
  try {
    result = proceed();
  } catch (error) {
    subscriber.error(error);
    return;
  }
  return deliverResult(result, subscriber);
}

function deliverResult(result: unknown, subscriber: Subscriber<unknown>): TeardownLogic {
  if (isObservable(result)) return result.subscribe(subscriber);
  if (isPromiseLike(result)) {
    result.then(
      (value) => {
        // Subscribing for a client that has disconnected would start a producer only to stop it.
        if (subscriber.closed) {
          releaseResult(value);
          return;
        }
        subscriber.add(deliverResult(value, subscriber));
      },
      (error) => subscriber.error(error),
    );
    return;
  }
  subscriber.next(result);
  subscriber.complete();
}
