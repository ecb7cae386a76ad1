import { isPromiseLike } from '@portico/common/internal';
import { isObservable } from '@portico/core/internal';
import type { AnswerMessage, MessageRoute } from '../contracts/message-router.js';
import { isAnswer } from './answers.js';
import { stateOf } from './client-link.js';
import { eventName } from './event-name.js';
import type { GatewayHandler } from './gateway-record.js';

/** The handlers of one event on one server. */
export class GatewayRoute implements MessageRoute<object> {
  readonly event: string;
  readonly handlers: GatewayHandler[] = [];

  constructor(readonly pattern: unknown) {
    this.event = eventName(pattern);
  }

  handle(client: object, data: unknown, ack: Function | undefined, answer: AnswerMessage): void {
    const state = stateOf(client);
    if (state !== undefined && !state.isOpen) {
      state.postpone({ event: this.event, data, run: () => this.run(client, data, ack, answer) });
      return;
    }
    this.run(client, data, ack, answer);
  }

  private run(client: object, data: unknown, ack: Function | undefined, answer: AnswerMessage): void {
    const { handlers } = this;
    for (let index = 0; index < handlers.length; index++) {
      const handler = handlers[index] as GatewayHandler;
      const result = handler.compiled.invoke(client, data, ack, this.pattern);
      if (isAnswer(result, ack !== undefined)) this.deliver(handler, result, client, data, ack, answer);
    }
  }

  private deliver(
    handler: GatewayHandler,
    result: unknown,
    client: object,
    data: unknown,
    ack: Function | undefined,
    answer: AnswerMessage,
  ): void {
    try {
      if (isPromiseLike(result)) {
        result.then(
          (value) => {
            if (isAnswer(value, ack !== undefined)) this.deliver(handler, value, client, data, ack, answer);
          },
          (error) => handler.compiled.fail(error, client, data, ack, this.pattern),
        );
      } else if (isObservable(result)) {
        this.subscribe(
          result,
          client,
          (value) => {
            if (isAnswer(value, ack !== undefined)) answer(client, value, ack, handler.isAckHandledManually);
          },
          (error) => handler.compiled.fail(error, client, data, ack, this.pattern),
        );
      } else {
        answer(client, result, ack, handler.isAckHandledManually);
      }
    } catch (error) {
      handler.compiled.fail(error, client, data, ack, this.pattern);
    }
  }

  /** Ends with the stream, with its first failure, with an answer that cannot be sent, or with the client. */
  private subscribe(
    source: ObservableLike,
    client: object,
    answer: (value: unknown) => void,
    fail: (error: unknown) => void,
  ): void {
    const state = stateOf(client);
    if (state?.left) return;
    let ended = false;
    let subscription: { unsubscribe(): void } | undefined;
    const stream = {
      unsubscribe(): void {
        ended = true;
        state?.untrack(stream);
        subscription?.unsubscribe();
      },
    };
    state?.track(stream);
    subscription = source.subscribe({
      next(value) {
        if (ended) return;
        try {
          answer(value);
        } catch (error) {
          stream.unsubscribe();
          fail(error);
        }
      },
      error(error) {
        if (ended) return;
        stream.unsubscribe();
        fail(error);
      },
      complete: () => stream.unsubscribe(),
    });
    if (ended) subscription.unsubscribe();
  }
}

interface ObservableLike {
  subscribe(observer: { next(value: unknown): void; error(error: unknown): void; complete(): void }): {
    unsubscribe(): void;
  };
}
