import type { WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import type { AnswerMessage, MessageRoute, MessageRouter } from '../contracts/message-router.js';
import { logUnsent } from './answer-stream.js';
import { isDelivering } from './deliver-answer.js';
import { eventName } from './event-name.js';

/**
 * The router of handlers as `bindMessageHandlers` is given them, so that an adapter which binds a
 * router has nothing to write twice. An answer that cannot be sent goes to the filters; it is logged
 * where a subclass lets answers come later than `transform` brings them.
 *
 * @param transform the third argument of `bindMessageHandlers`
 * @example
 * bindMessageHandlers(client, handlers, transform) {
 *   this.bindMessageRouter(client, messageRouterOf(handlers, transform));
 * }
 * @see docs/websocket-adapters.md
 */
export function messageRouterOf<TClient = any>(
  handlers: readonly WsMessageHandler<any>[],
  transform: (data: any) => Observable<any>,
): MessageRouter<TClient> {
  const routes = new Map<string, MessageRoute<TClient>>();
  for (const handler of handlers) {
    const event = eventName(handler.message);
    routes.set(event, {
      pattern: handler.message,
      event,
      handle: (client, data, ack, answer) => respond(handler, transform, client, data, ack, answer),
    });
  }
  return { routes, find: (event) => routes.get(eventName(event)) };
}

function respond<TClient>(
  { callback, isAckHandledManually = false }: WsMessageHandler<any>,
  transform: (data: any) => Observable<any>,
  client: TClient,
  data: unknown,
  ack: Function | undefined,
  answer: AnswerMessage<TClient>,
): void {
  transform(callback(data, ack)).subscribe((value) => {
    try {
      answer(client, value, ack, isAckHandledManually);
    } catch (error) {
      if (isDelivering()) throw error;
      // Thrown from here it would reach nobody but the process.
      logUnsent(error);
    }
  });
}
