import type { WsMessageHandler } from '@portico/common';
import type { Observable } from 'rxjs';
import type { PendingRequest, ReplyWriter } from '../contracts/adapter/codec.js';
import { acknowledgeFailures } from '../exceptions/failure-channel.js';
import { failurePayload } from '../exceptions/failure-payload.js';
import { type RequestEnd, setRequestEnd } from './results/request-end.js';
import { isEvent } from './results/send-results.js';

/**
 * Starts a request to a handler of `bindMessageHandlers`: only a stream of its result is available, so the reply is
 * sent as a stream, unless the handler acknowledges manually.
 */
export function requestOf(
  transform: (data: any) => Observable<any>,
  handler: WsMessageHandler<any>,
  data: unknown,
  writer: ReplyWriter,
  sendEvent: (value: object) => void,
): PendingRequest {
  const { isAckHandledManually: isManual = false } = handler;
  let isOver = false;
  let isComplete = false;
  let isClosed = false;
  let hasValue = false;
  const end: RequestEnd = {
    isAcknowledged: isManual,
    // Not if a filter has sent the failure.
    fail: (reason) => finish(() => writer.fail(failurePayload(reason), reason)),
  };
  /** A handler that acknowledges manually may do so after its result is complete. */
  const isWaiting = (): boolean => !isOver && end.isAcknowledged && !hasValue;
  const close = (): void => {
    if (isClosed || !isComplete || isWaiting()) return;
    isClosed = true;
    writer.closed?.();
  };
  const finish = (write: () => void): boolean => {
    if (isOver) return false;
    write();
    isOver = true;
    close();
    return true;
  };
  const ack = acknowledgeFailures(
    (value: unknown) => finish(() => writer.reply(value)),
    (payload) => finish(() => writer.fail(payload, 'exception')),
  );
  setRequestEnd(ack, end);
  const subscription = transform(handler.callback(data, ack)).subscribe({
    next: (value) => {
      if (!isManual && !isOver) {
        hasValue = true;
        writer.next(value);
      } else if (isManual && isEvent(value)) sendEvent(value);
    },
    error: () => end.fail('exception'),
    complete: () => isWaiting() || finish(() => writer.end()),
  });
  subscription.add(() => {
    isComplete = true;
    close();
  });
  return {
    cancel: () => {
      isOver = true;
      subscription.unsubscribe();
      close();
    },
  };
}
