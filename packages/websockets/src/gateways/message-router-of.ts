import { Logger, type WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import type { AnswerMessage, MessageRoute, MessageRouter } from '../contracts/message-router.js';
import { eventName } from './event-name.js';

/**
 * The router of handlers as `bindMessageHandlers` is given them, so that an adapter which binds a
 * router has nothing to write twice. An answer that cannot be sent is logged.
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
      // Thrown from here it would reach nobody but the process.
      new Logger('WebSockets').error(
        'An answer could not be sent',
        error instanceof Error ? error.stack : String(error),
      );
    }
  });
}
