import { isObject, isPromiseLike } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';
import { sendToClient } from '../../connections/send-to-client.js';
import type { MessageTransport } from '../../contracts/adapter/roles/message-transport.js';
import { isAsyncIterable } from '../../support/is-stream.js';
import { FAILED, type Message, type ResultSink } from '../message.js';
import { followIterable } from './follow-iterable.js';
import { followStream } from './follow-stream.js';
import { throwErrorIn } from './throw-error-in.js';
import { unsentResult } from './unsent-result.js';

/** Returns whether a value is sent: a falsy one only as an acknowledgement. */
export function isReply(value: unknown, isAcknowledged: boolean): boolean {
  return Boolean(value) || (isAcknowledged && value !== undefined && value !== null);
}

/** Returns whether a handler result is an event. */
export function isEvent(value: unknown): value is { readonly event: string; readonly data: unknown } {
  return isObject(value) && typeof value.event === 'string';
}

/** Sends handler results through the adapter: a value, a promise of one, or each value of a stream. */
export class ResultSender implements ResultSink {
  constructor(private readonly adapter: MessageTransport) {}

  take(message: Message, result: unknown): void {
    try {
      this.takeReadable(message, result);
    } catch (error) {
      message.fail(error);
    }
  }

  /** @throws the error of a getter of the result */
  private takeReadable(message: Message, result: unknown): void {
    if (result === undefined || result === null) {
      message.end();
    } else if (result === FAILED) {
      message.hasFailed = true;
      message.end();
    } else if (isPromiseLike(result)) {
      result.then(
        (value) => this.take(message, value),
        (error) => message.fail(error),
      );
    } else if (isObservable(result)) {
      followStream(message, result, this);
    } else if (isAsyncIterable(result)) {
      followIterable(message, result, this);
    } else {
      this.sendLast(message, result);
    }
  }

  /**
   * Sends one value.
   *
   * @throws the error of the adapter if the value cannot be sent, FrameworkError `PORTICO_WS_UNSERIALIZABLE` if it cannot be
   *   serialized, and an Error that is the value
   */
  sendValue(message: Message, value: unknown): void {
    if (!isReply(value, message.ack !== undefined)) return;
    throwErrorIn(value);
    try {
      this.send(message, value);
    } catch (error) {
      throw unsentResult(error, value, message);
    }
  }

  private send({ connection, ack, handler }: Message, value: unknown): void {
    if (connection.session !== undefined && ack === undefined && isEvent(value)) {
      sendToClient(connection.client, value.event, value.data);
      return;
    }
    this.adapter.sendReply?.(connection.client, value, ack, handler.isAckHandledManually);
  }

  private sendLast(message: Message, value: unknown): void {
    message.abandon();
    try {
      this.sendValue(message, value);
    } catch (error) {
      message.fail(error);
      return;
    }
    message.end();
  }
}
