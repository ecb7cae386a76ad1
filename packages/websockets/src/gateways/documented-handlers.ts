import { createRequire } from 'node:module';
import { isObservable, isThenable } from '@portico/core/internal';
import type { Observable as RxObservable, Subscriber, Unsubscribable } from 'rxjs';
import type { MessageMappingProperties } from '../contracts/message-mapping.js';
import type { ClientState } from './client-state.js';
import type { GatewayHandler } from './gateway-record.js';
import type { GatewayRoute } from './gateway-route.js';
import type { GatewayRouter } from './gateway-router.js';

let rxjs: typeof import('rxjs') | undefined;

/** What `bindMessageHandlers` of an adapter is given for one client. */
export interface DocumentedHandlers {
  readonly handlers: (MessageMappingProperties & { message: string })[];
  readonly transform: (result: unknown) => RxObservable<unknown>;
}

/**
 * The documented face of the messages of a server, for adapters that bring no faster one: each event
 * once, however many gateways subscribe to it. Neither a callback nor a stream ever fails, so that no
 * message can end the adapter's subscription to the next.
 */
export function documentedHandlers(router: GatewayRouter, client: object, state: ClientState): DocumentedHandlers {
  const handlers = [...router.routes.values()].map((route) => {
    const [first] = route.handlers as [GatewayHandler, ...GatewayHandler[]];
    return {
      message: route.pattern as string,
      methodName: first.methodName,
      isAckHandledManually: first.isAckHandledManually,
      callback: (data: unknown, ack?: Function): unknown => callWhenReady(route, client, state, data, ack),
    };
  });
  return { handlers, transform: streamOf };
}

function callWhenReady(
  route: GatewayRoute,
  client: object,
  state: ClientState,
  data: unknown,
  ack: Function | undefined,
): unknown {
  if (!state.isWaiting) return call(route, client, state, data, ack);
  return new Promise((resolve) => {
    const waits = state.enqueue(() => resolve(call(route, client, state, data, ack)));
    if (waits) return;
    state.hub.overflow(client, route.event, data);
    resolve(undefined);
  });
}

function call(
  route: GatewayRoute,
  client: object,
  state: ClientState,
  data: unknown,
  ack: Function | undefined,
): unknown {
  const results = route.handlers.map(({ compiled }) => {
    const fail = (error: unknown): unknown => compiled.fail(error, client, data, ack, route.pattern);
    const guard = (result: unknown): unknown => (isObservable(result) ? guarded(result, state, fail) : result);
    const result = compiled.invoke(client, data, ack, route.pattern);
    return isThenable(result) ? result.then(guard, fail) : guard(result);
  });
  return results.length === 1 ? results[0] : new SeveralResults(results);
}

/** What several handlers of one message returned. */
class SeveralResults {
  constructor(readonly results: readonly unknown[]) {}
}

/** Sends a failure through the filters, and ends with the client. */
function guarded(
  source: RxObservable<unknown>,
  state: ClientState,
  fail: (error: unknown) => unknown,
): RxObservable<unknown> {
  return new (observableClass())<unknown>((subscriber) => {
    const stream: Unsubscribable = { unsubscribe: () => subscriber.complete() };
    if (state.left) {
      subscriber.complete();
      return undefined;
    }
    state.track(stream);
    subscriber.add(() => state.untrack(stream));
    return source.subscribe({
      next: (value) => subscriber.next(value),
      error: (error) => {
        fail(error);
        subscriber.complete();
      },
      complete: () => subscriber.complete(),
    });
  });
}

/** The `process` function of the documents: a stream of whatever a handler returned, without falsy values. */
function streamOf(result: unknown): RxObservable<unknown> {
  return new (observableClass())<unknown>((subscriber) => {
    let open = 1;
    const settle = (): void => {
      open -= 1;
      if (open === 0) subscriber.complete();
    };
    const emit = (value: unknown): void => {
      open += 1;
      feed(value, subscriber, emit, settle);
    };
    emit(result);
    settle();
  });
}

function feed(
  value: unknown,
  subscriber: Subscriber<unknown>,
  emit: (value: unknown) => void,
  settle: () => void,
): void {
  if (value instanceof SeveralResults) {
    for (const result of value.results) emit(result);
    settle();
  } else if (isThenable(value)) {
    value.then(emit, () => undefined).then(settle);
  } else if (isObservable(value)) {
    subscriber.add(value.subscribe({ next: (each) => each && subscriber.next(each), error: settle, complete: settle }));
  } else {
    if (value) subscriber.next(value);
    settle();
  }
}

/** rxjs is loaded only where an adapter speaks the documented face. */
function observableClass(): typeof RxObservable {
  rxjs ??= createRequire(import.meta.url)('rxjs') as typeof import('rxjs');
  return rxjs.Observable;
}
