import { isPromiseLike } from '@portico/common/internal';
import { isObservable } from '@portico/core/transports';
import type { Observable as RxObservable } from 'rxjs';
import type { DiscardedMessage } from '../../contracts/adapter/discarded-message.js';
import { isAsyncIterable } from '../../support/is-stream.js';
import type { EventRoute } from '../event-routes.js';
import { FAILED, type Message, type ResultSink } from '../message.js';
import { completeOnDisconnect } from './complete-on-disconnect.js';
import { HandlerReply, type KnownResults } from './handler-reply.js';
import { flattened, observableOf } from './observable-of.js';
import type { RequestEnd } from './request-end.js';
import { type PartialResult, severalResults } from './result-stream.js';
import { throwErrorIn } from './throw-error-in.js';

/** The result of one message, which the documented callback returns: a promise that never rejects. */
export class DocumentedResult implements ResultSink {
  readonly promise: Promise<unknown>;
  private resolve!: (result: unknown) => void;
  private readonly parts: PartialResult[] = [];
  private endedCount = 0;
  private hasFailed = false;

  /** @param end set for a request of a codec */
  constructor(
    private readonly route: EventRoute,
    private readonly known: KnownResults,
    private readonly end?: RequestEnd,
  ) {
    this.promise = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  /** Registers the promise as that of a message. */
  belongsTo(message: Message): void {
    const reply = this.parts[0]?.reply ?? this.replyOf(message);
    this.known.keep(this.promise, reply);
    this.promise.then((result) => {
      // An adapter that sends replies itself does not report them: values passed to it count as sent.
      if (!reply.isStreamed && !isObservable(result)) reply.message.end();
    });
  }

  take(message: Message, result: unknown): void {
    const reply = this.replyOf(message);
    const prepared = this.prepared(result, reply);
    this.parts.push({ result: prepared, reply });
    if (this.parts.length < this.route.handlers.length) return;
    this.resolve(this.parts.length === 1 ? prepared : severalResults(this.parts));
  }

  discard(reason: DiscardedMessage['reason']): void {
    this.end?.fail(reason);
    this.resolve(undefined);
  }

  ended(message: Message): void {
    this.hasFailed ||= message.hasFailed;
    this.endedCount += 1;
    if (this.hasFailed && this.endedCount === this.route.handlers.length) this.end?.fail('exception');
  }

  /** Never throws, and a promise that it returns never rejects. */
  private prepared(result: unknown, reply: HandlerReply): unknown {
    const fail = (error: unknown): undefined => {
      reply.message.fail(error);
      return undefined;
    };
    try {
      if (!isPromiseLike(result)) return this.prepare(result, reply);
      return result.then((value) => this.prepare(value, reply)).then(undefined, fail);
    } catch (error) {
      return fail(error);
    }
  }

  /** @throws an Error that is the result, and the error of a getter of the result */
  private prepare(result: unknown, reply: HandlerReply): unknown {
    const { message } = reply;
    if (result === FAILED) {
      message.hasFailed = true;
      return undefined;
    }
    throwErrorIn(result);
    if (message.connection.isOver) message.isUnsent = result !== undefined && result !== null;
    return this.known.keep(asStream(message, result) ?? result, reply);
  }

  private replyOf(message: Message): HandlerReply {
    const [known] = this.parts;
    if (known?.reply.message === message) return known.reply;
    const { handlers } = this.route;
    // If only some handlers acknowledge manually, the adapter acknowledges for the others.
    const isMixed = !handlers.every((handler) => handler.isAckHandledManually);
    return new HandlerReply(message, message.handler.isAckHandledManually && message.ack !== undefined && isMixed);
  }
}

function asStream(message: Message, result: unknown): RxObservable<unknown> | undefined {
  const { connection } = message;
  if (isAsyncIterable(result)) return completeOnDisconnect(message, observableOf(connection, result));
  if (!isObservable(result)) return undefined;
  const { isIntercepted } = message.handler.compiled;
  return completeOnDisconnect(message, isIntercepted ? flattened(connection, result) : result);
}
