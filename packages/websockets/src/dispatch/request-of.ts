import type { WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import type { PendingRequest, ReplyWriter } from '../contracts/codec.js';
import { acknowledgeFailures } from '../exceptions/failure-channel.js';
import { failurePayload } from './failure-payload.js';

/**
 * Starts a request to a handler of `bindMessageHandlers`: only a stream of its result is available, so the reply is
 * sent as a stream.
 */
export function requestOf(
  transform: (data: any) => Observable<any>,
  handler: WsMessageHandler<any>,
  data: unknown,
  writer: ReplyWriter,
): PendingRequest {
  let isOver = false;
  const finish = (write: () => void): boolean => {
    if (isOver) return false;
    write();
    isOver = true;
    return true;
  };
  const ack = acknowledgeFailures(
    (value: unknown) => finish(() => writer.reply(value)),
    (payload) => finish(() => writer.fail(payload, 'exception')),
  );
  const subscription = transform(handler.callback(data, ack)).subscribe({
    next: (value) => {
      if (!isOver) writer.next(value);
    },
    error: () => finish(() => writer.fail(failurePayload('exception'), 'exception')),
    complete: () => finish(() => writer.end()),
  });
  subscription.add(() => writer.closed?.());
  return {
    cancel: () => {
      isOver = true;
      subscription.unsubscribe();
    },
  };
}
