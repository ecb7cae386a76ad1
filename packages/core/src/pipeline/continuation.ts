import { isPromiseLike, loadRxjs } from '@portico/common/internal';
import type { Observable, Subscriber, TeardownLogic } from 'rxjs';
import type { CallContext } from './execution-context.js';
import type { HandlerRecord } from './handler-record.js';
import { isObservable } from './observable.js';
import { releaseResult } from './release-result.js';

/**
 * The rest of a call as an Observable, which `next.handle()` returns to an interceptor. Subscribing runs the rest. If
 * an interceptor returns it unchanged, the pipeline recognizes it and runs the rest directly, without a subscription.
 */
export interface Continuation extends Observable<unknown> {
  proceed(): unknown;
}

type OnDelivered = HandlerRecord['onDelivered'];
type Construct = (proceed: () => unknown, context: CallContext, onDelivered: OnDelivered) => Continuation;

let construct: Construct | undefined;
let continuationClass: Function | undefined;

/** Creates a continuation. rxjs is loaded here, when an interceptor runs for the first time. */
export function continuationOf(proceed: () => unknown, context: CallContext, onDelivered?: OnDelivered): Continuation {
  construct ??= define();
  return construct(proceed, context, onDelivered);
}

export function isContinuation(value: unknown): value is Continuation {
  return continuationClass !== undefined && value instanceof continuationClass;
}

function define(): Construct {
  const { Observable } = loadRxjs();
  class CallContinuation extends Observable<unknown> implements Continuation {
    constructor(
      readonly proceed: () => unknown,
      private readonly context: CallContext,
      private readonly onDelivered: OnDelivered,
    ) {
      super();
    }

    /** What rxjs calls for each subscriber; as a method, it needs no closure for each call. */
    protected _subscribe(subscriber: Subscriber<unknown>): TeardownLogic {
      return deliver(this.proceed, subscriber, this.context, this.onDelivered);
    }
  }
  continuationClass = CallContinuation;
  return (proceed, context, onDelivered) => new CallContinuation(proceed, context, onDelivered);
}

function deliver(
  proceed: () => unknown,
  subscriber: Subscriber<unknown>,
  context: CallContext,
  onDelivered: OnDelivered,
): TeardownLogic {
  let result: unknown;
  try {
    result = proceed();
  } catch (error) {
    subscriber.error(error);
    return;
  }
  return deliverResult(result, subscriber, context, onDelivered);
}

function deliverResult(
  result: unknown,
  subscriber: Subscriber<unknown>,
  context: CallContext,
  onDelivered: OnDelivered,
): TeardownLogic {
  if (isObservable(result)) return result.subscribe(subscriber);
  if (isPromiseLike(result)) {
    result.then(
      (value) => {
        // Subscribing for a client that has disconnected would start a producer only to stop it.
        if (subscriber.closed) {
          releaseResult(value);
          return;
        }
        subscriber.add(deliverResult(value, subscriber, context, onDelivered));
      },
      (error) => subscriber.error(error),
    );
    return;
  }
  onDelivered?.(result, context.a0, context.a1);
  subscriber.next(result);
  subscriber.complete();
}
