import { isPromiseLike } from '@portico/common/internal';
import { isObservable } from '@portico/core/internal';
import type { Observable as RxObservable, Unsubscribable } from 'rxjs';
import type { MessageMappingProperties } from '../contracts/message-mapping.js';
import { answerStream, severalResults } from './answer-stream.js';
import { type AnswerContext, Answers, type FailAnswer } from './answers.js';
import type { ClientState } from './client-state.js';
import { loadRxjs } from './deliver-answer.js';
import type { GatewayHandler } from './gateway-record.js';
import type { GatewayRoute } from './gateway-route.js';
import type { GatewayRouter } from './gateway-router.js';

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
  const answers = new Answers();
  const handlers = [...router.routes.values()].map((route) => {
    const [first] = route.handlers as [GatewayHandler, ...GatewayHandler[]];
    return {
      message: route.pattern as string,
      methodName: first.methodName,
      isAckHandledManually: acknowledgeByHand(route),
      callback: (data: unknown, second?: unknown): Promise<unknown> => {
        // An adapter for a library without acknowledgements may give the event there.
        const ack = typeof second === 'function' ? second : undefined;
        return callWhenReady({ route, client, state, answers, data, ack });
      },
    };
  });
  return { handlers, transform: (result) => answerStream(result, answers) };
}

/** One message. */
interface Message {
  readonly route: GatewayRoute;
  readonly client: object;
  readonly state: ClientState;
  readonly answers: Answers;
  readonly data: unknown;
  readonly ack: Function | undefined;
}

/** A promise on every path, as the contract has it: adapters call `then` on it, or make a stream of it. */
function callWhenReady(message: Message): Promise<unknown> {
  const { route, state, answers, data } = message;
  const result = state.isOpen
    ? Promise.resolve(call(message))
    : new Promise((resolve) => {
        state.postpone({
          event: route.event,
          data,
          run: () => resolve(call(message)),
          discard: () => resolve(undefined),
        });
      });
  return answers.keep(result, contextOf(message, route.handlers[0] as GatewayHandler));
}

function call(message: Message): unknown {
  const { handlers } = message.route;
  if (handlers.length === 1) return callOne(message, handlers[0] as GatewayHandler);
  return severalResults(
    handlers.map((handler) => ({ result: callOne(message, handler), context: contextOf(message, handler) })),
  );
}

function callOne(message: Message, handler: GatewayHandler): unknown {
  const { route, client, state, answers, data, ack } = message;
  const context = contextOf(message, handler);
  const keep = (result: unknown): unknown =>
    answers.keep(isObservable(result) ? guarded(result, state, context.fail) : result, context);
  const result = handler.compiled.invoke(client, data, ack, route.pattern);
  return isPromiseLike(result) ? result.then(keep, context.fail) : keep(result);
}

/** Whether all handlers of an event acknowledge by hand. Where only some do, the adapter acknowledges for the others. */
function acknowledgeByHand({ handlers }: GatewayRoute): boolean {
  return handlers.every((handler) => handler.isAckHandledManually);
}

function contextOf(message: Message, { compiled, isAckHandledManually }: GatewayHandler): AnswerContext {
  const { route, client, data, ack } = message;
  return {
    fail: (error) => compiled.fail(error, client, data, ack, route.pattern),
    isAcknowledged: ack !== undefined,
    sendsOnlyEvents: isAckHandledManually && ack !== undefined && !acknowledgeByHand(route),
  };
}

/** Sends a failure through the filters, and ends with the client. */
function guarded(source: RxObservable<unknown>, state: ClientState, fail: FailAnswer): RxObservable<unknown> {
  const { Observable } = loadRxjs();
  return new Observable<unknown>((subscriber) => {
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
