import type { WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import type { MessageReceiver } from '../contracts/adapter/message-receiver.js';
import type { MessageTransport } from '../contracts/adapter/roles/message-transport.js';
import { failurePayload } from '../exceptions/failure-payload.js';
import { isDelivering } from '../support/deliver-synchronously.js';
import { eventName } from './event-name.js';
import { requestOf } from './request-of.js';
import { logUnsent } from './results/result-stream.js';
import { isReply } from './results/send-results.js';

/** The members of an adapter that replies and reports need. */
export type ReplyingAdapter<TClient> = Required<Pick<MessageTransport<TClient>, 'sendReply' | 'reportDiscarded'>>;

/**
 * Creates a receiver from the handlers that `bindMessageHandlers` is called with, so that an adapter with
 * `bindMessages` implements `bindMessageHandlers` in one line. If a reply cannot be sent, the error goes to the
 * filters; it is logged if a subclass delays replies.
 *
 * @param adapter sends the replies, and reports events without a handler
 * @param transform the third argument of `bindMessageHandlers`
 * @example
 * bindMessageHandlers(client, handlers, transform) {
 *   this.bindMessages(client, messageReceiverOf(this, handlers, transform));
 * }
 * @see docs/websocket-adapters.md
 */
export function messageReceiverOf<TClient = any>(
  adapter: ReplyingAdapter<TClient>,
  handlers: readonly WsMessageHandler<any>[],
  transform: (data: any) => Observable<any>,
): MessageReceiver<TClient> {
  const byEvent = new Map(handlers.map((handler) => [eventName(handler.message), handler]));
  const receiver: MessageReceiver<TClient> = {
    events: new Set(byEvent.keys()),
    receive(client, event, data, ack) {
      const handler = byEvent.get(eventName(event));
      if (!handler) {
        adapter.reportDiscarded(client, { reason: 'unknown-event', event, data });
        return;
      }
      transform(handler.callback(data, ack)).subscribe((value) => {
        if (!isReply(value, ack !== undefined)) return;
        try {
          adapter.sendReply(client, value, ack, handler.isAckHandledManually ?? false);
        } catch (error) {
          if (isDelivering()) throw error;
          // Throwing the error here would crash the process.
          logUnsent(error);
        }
      });
    },
    request(client, event, data, writer) {
      const handler = byEvent.get(eventName(event));
      if (handler)
        return requestOf(transform, handler, data, writer, (value) =>
          adapter.sendReply(client, value, undefined, true),
        );
      adapter.reportDiscarded(client, { reason: 'unknown-event', event, data });
      writer.fail(failurePayload('unknown-event'), 'unknown-event');
      writer.closed?.();
      return { cancel: () => undefined };
    },
    discard: (client, discarded, level) => adapter.reportDiscarded(client, discarded, level),
  };
  return receiver;
}
