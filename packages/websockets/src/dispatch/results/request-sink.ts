import { Logger } from '@portico/common';
import { isObject, isPromiseLike, stackOf } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';
import type { ClientResource } from '../../connections/connection.js';
import { sendToClient } from '../../connections/send-to-client.js';
import type { PendingRequest, ReplyWriter, RequestFailure } from '../../contracts/adapter/codec.js';
import type { DiscardedMessage } from '../../contracts/adapter/discarded-message.js';
import { acknowledgeFailuresBy, type FailureSender } from '../../exceptions/failure-channel.js';
import { failurePayload } from '../../exceptions/failure-payload.js';
import { isAsyncIterable } from '../../support/is-stream.js';
import { FAILED, type Message, type ResultSink } from '../message.js';
import { followIterable } from './follow-iterable.js';
import { followStream, type ValueSender } from './follow-stream.js';
import { throwErrorIn } from './throw-error-in.js';
import { unsentResult } from './unsent-result.js';

/**
 * The results of one request, as its one reply or its one stream. If several gateways subscribe to its event, the first
 * reply or failure is sent, and their streams are merged.
 */
export class RequestSink implements ResultSink, ValueSender, PendingRequest, FailureSender {
  /** The value of `@Ack()`. */
  readonly ack: Function;
  private message: Message | undefined;
  /** Those of other handlers. */
  private others: Message[] | undefined;
  private streams: ClientResource[] | undefined;
  /** Streams that are not complete. */
  private open = 0;
  private isStreaming = false;
  private isReplied = false;
  private isCancelled = false;
  /** The only value so far of an intercepted handler, whose single result is also a stream. */
  private held: { readonly value: unknown } | undefined;

  /** @param working how many handlers have yet to complete */
  constructor(
    private readonly writer: ReplyWriter,
    private working: number,
  ) {
    this.ack = acknowledgeFailuresBy((value: unknown) => this.acknowledge(value), this);
  }

  /** Called with a message of this request, which may have completed or be queued. */
  accepted(message: Message): void {
    if (this.message === message) return;
    if (this.message === undefined) {
      this.message = message;
      return;
    }
    this.others ??= [];
    if (!this.others.includes(message)) this.others.push(message);
  }

  take(message: Message, result: unknown): void {
    this.accepted(message);
    try {
      this.takeReadable(message, result);
    } catch (error) {
      message.fail(error);
    }
  }

  /** @throws the error of a getter of the result */
  private takeReadable(message: Message, result: unknown): void {
    if (isPromiseLike(result)) {
      result.then(
        (value) => this.take(message, value),
        (error) => message.fail(error),
      );
    } else if (result === FAILED) {
      message.hasFailed = true;
      message.end();
    } else if (this.isCancelled) {
      if (isAsyncIterable(result)) abandon(result);
      message.end();
    } else if (isObservable(result)) {
      this.open += 1;
      if (!message.handler.compiled.isIntercepted) this.noteStream(message);
      this.follow(followStream(message, result, this));
    } else if (isAsyncIterable(result)) {
      this.open += 1;
      this.noteStream(message);
      this.follow(followIterable(message, result, this));
    } else {
      this.takeValue(message, result);
    }
  }

  sendValue(message: Message, value: unknown): void {
    if (this.isReplied || this.isCancelled) return;
    throwErrorIn(value);
    if (message.handler.isAckHandledManually) {
      sendIfEvent(message, value);
      return;
    }
    if (!this.isStreaming && !message.isStreaming) {
      if (this.held === undefined) {
        this.held = { value };
        return;
      }
    }
    this.isStreaming = true;
    const { held } = this;
    this.held = undefined;
    if (held !== undefined) this.writeNext(message, held.value);
    this.writeNext(message, value);
  }

  completed(message: Message): void {
    this.open -= 1;
    if (message.isStreaming) this.noteStream(message);
    if (this.isReplied || this.isCancelled) return;
    if (this.held !== undefined) {
      const { value } = this.held;
      this.held = undefined;
      if (this.isStreaming) this.writeNext(message, value);
      else this.reply(message, value);
    }
    this.complete(message);
  }

  discard(reason: DiscardedMessage['reason']): void {
    this.working = 0;
    this.failWithoutFilters(reason);
    this.close();
  }

  ended(): void {
    this.working -= 1;
    if (this.working > 0) return;
    if (!this.isReplied && !this.isCancelled) {
      if (this.hasFailed) this.failWithoutFilters('exception');
      else if (this.open > 0) this.failWithoutFilters('closing');
      // The handler acknowledges manually, and has not done so yet.
      else return;
    }
    this.close();
  }

  cancel(): void {
    if (this.isCancelled) return;
    this.isCancelled = true;
    const isWaitingForAck = this.working === 0 && !this.isReplied;
    this.message?.cancel();
    for (const message of this.others ?? []) message.cancel();
    for (const stream of this.streams ?? []) stream.end();
    if (isWaitingForAck) this.close();
  }

  sendFailure(payload: object): boolean {
    return this.fail(payload, 'exception');
  }

  private get hasFailed(): boolean {
    return this.message?.hasFailed || (this.others?.some(({ hasFailed }) => hasFailed) ?? false);
  }

  /** The values of a handler that acknowledges manually are events, not the reply. */
  private noteStream({ handler }: Message): void {
    if (!handler.isAckHandledManually) this.isStreaming = true;
  }

  private follow(stream: ClientResource): void {
    this.streams ??= [];
    this.streams.push(stream);
  }

  private takeValue(message: Message, value: unknown): void {
    if (value !== undefined) message.abandon();
    try {
      throwErrorIn(value);
      if (message.handler.isAckHandledManually) sendIfEvent(message, value);
      else if (value !== undefined && !this.isReplied) this.reply(message, value);
      this.complete(message);
    } catch (error) {
      message.fail(error);
      return;
    }
    message.end();
  }

  /** Replies when the handler calls its `@Ack()` parameter, at any time. */
  private acknowledge(value: unknown): void {
    if (this.isReplied || this.isCancelled) return;
    this.reply(this.message, value);
    if (this.working === 0) this.close();
  }

  private reply(message: Message | undefined, value: unknown): void {
    try {
      this.writer.reply(value);
    } catch (error) {
      throw message ? unsentResult(error, value, message) : error;
    }
    this.isReplied = true;
  }

  private writeNext(message: Message, value: unknown): void {
    try {
      this.writer.next(value);
    } catch (error) {
      throw unsentResult(error, value, message);
    }
  }

  /**
   * Writes the end of the stream, or the reply without a value, when the last handler has succeeded. Called before its
   * message ends, so that an error of the writer goes to the filters of the handler. If one of several handlers
   * acknowledges manually, and the others return nothing, its acknowledgement is the reply, whenever it comes.
   */
  private complete(message: Message): void {
    const { route } = message;
    if (this.working > 1 || this.isReplied || this.isCancelled) return;
    if (this.hasFailed || this.open > 0) return;
    if (this.isStreaming) this.end();
    else if (!route.handlers.some(({ isAckHandledManually }) => isAckHandledManually)) this.reply(message, undefined);
  }

  private end(): void {
    this.writer.end();
    this.isReplied = true;
  }

  /** @returns whether the client needs no other notice: not after a reply, which is the only one that a request has */
  private fail(payload: object, reason: RequestFailure): boolean {
    if (this.isCancelled) return true;
    if (this.isReplied) return false;
    this.writer.fail(payload, reason);
    this.isReplied = true;
    return true;
  }

  private failWithoutFilters(reason: RequestFailure): void {
    try {
      this.fail(failurePayload(reason), reason);
    } catch (error) {
      logCodecError('The failure of a request could not be sent', error);
    }
  }

  private close(): void {
    try {
      this.writer.closed?.();
    } catch (error) {
      logCodecError('A codec failed when a request was closed', error);
    }
  }
}

/** Logged and not thrown: the caller still has to count the message, and an event listener may have called it. */
function logCodecError(what: string, error: unknown): void {
  new Logger('WebSockets').error(what, stackOf(error));
}

/** Sends an event as platforms with acknowledgements do, for the result of a handler that acknowledges itself. */
function sendIfEvent({ connection }: Message, value: unknown): void {
  const { event, data }: { readonly event?: unknown; readonly data?: unknown } = isObject(value) ? value : {};
  if (typeof event === 'string') sendToClient(connection.client, event, data);
}

/** Lets an iterable that is not read dispose of its resources. */
function abandon(source: AsyncIterable<unknown>): void {
  try {
    // A failure of an unread iterable concerns no caller.
    source[Symbol.asyncIterator]()
      .return?.()
      .then(undefined, () => undefined);
  } catch {}
}
