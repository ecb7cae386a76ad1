import type { Observable as RxObservable } from 'rxjs';
import type { Connection } from '../connections/connection.js';
import type { MessageMappingProperties } from '../contracts/adapter/message-mapping.js';
import type { Dispatcher } from './dispatcher.js';
import type { Message } from './message.js';
import { DocumentedResult } from './results/documented-result.js';
import { KnownResults } from './results/handler-reply.js';
import { requestEndOf } from './results/request-end.js';
import { resultStream } from './results/result-stream.js';

/** The arguments of an adapter's `bindMessageHandlers` for one client. */
export interface DocumentedHandlers {
  readonly handlers: (MessageMappingProperties & { message: string })[];
  readonly transform: (result: unknown) => RxObservable<unknown>;
}

/**
 * Returns the message handlers of a client in the documented form, for adapters without `bindMessages`: each event
 * once, however many gateways subscribe to it. Neither a callback nor a stream ever fails, so that no message can end
 * the adapter's subscription to later ones.
 */
export function documentedHandlers(dispatcher: Dispatcher, connection: Connection<Message>): DocumentedHandlers {
  const known = new KnownResults();
  const handlers = [...dispatcher.routes].map((route) => {
    const [first] = route.handlers;
    return {
      // Object patterns are passed too, although the documented type says a string.
      message: route.pattern as string,
      methodName: first.methodName,
      isAckHandledManually: route.handlers.every((handler) => handler.isAckHandledManually),
      // A promise on every path, as in the contract: adapters call `then` on it, or convert it to a stream.
      callback: (data: unknown, second?: unknown): Promise<unknown> => {
        // An adapter for a library without acknowledgements may pass the event here. If a client sends no data, an
        // adapter that forwards arguments passes the acknowledgement first.
        const ack = [second, data].find((each) => typeof each === 'function');
        const end = requestEndOf(ack);
        if (end) end.isAcknowledged = route.handlers.some((handler) => handler.isAckHandledManually);
        const result = new DocumentedResult(route, known, end);
        result.belongsTo(dispatcher.accept(connection, route, data, ack, result));
        return result.promise;
      },
    };
  });
  return { handlers, transform: (result) => resultStream(result, known) };
}
