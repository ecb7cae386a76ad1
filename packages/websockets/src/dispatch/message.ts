import { isPromiseLike } from '@portico/common/internal';
import type { OpenTrace } from '@portico/core/transports';
import type { Connection } from '../connections/connection.js';
import type { DiscardedMessage } from '../contracts/adapter/discarded-message.js';
import type { MessageRequest } from '../contracts/gateways/message-request.js';
import type { MessageOutcome, MessageTrace } from '../diagnostics/channels.js';
import { isStream } from '../support/is-stream.js';
import type { EventRoute } from './event-routes.js';
import type { GatewayHandler } from './gateway-handler.js';
import { MessageSignal } from './message-signal.js';

/** The value that `invoke` of a compiled handler returns after filters have handled a failure. */
export const FAILED: unique symbol = Symbol('failed');

/** Takes the handler result of a message. */
export interface ResultSink {
  take(message: Message, result: unknown): void;
  /** Called in place of `take` when no handler was called. */
  discard?(reason: DiscardedMessage['reason']): void;
  /** Called when a message has ended for one of its handlers. */
  ended?(message: Message): void;
}

/** Is notified of the progress of a message. */
export interface MessageObserver {
  /** Called when its handler has completed; its stream continues. */
  onReturned(message: Message): void;
  /** Called when it has ended. */
  onEnded(message: Message): void;
}

/** One message for one of its handlers, from arrival to completion. */
export class Message {
  /** Whether the filters handled a failure of its handler or of a reply. */
  hasFailed = false;
  /** Whether a reply could not be sent because its client had disconnected. */
  isUnsent = false;
  /** Whether its client has cancelled it. */
  isCancelled = false;
  /** Whether its client was disconnected because of its stream. */
  isOverflow: boolean | undefined;
  /** Set if there are subscribers for messages. */
  trace: OpenTrace<MessageTrace> | undefined;
  /** The value of `REQUEST`, if every message has its own context. */
  request: MessageRequest | undefined;
  private isCalled = false;
  private hasReturned = false;
  private isOver = false;
  private ownSignal: MessageSignal | undefined;

  constructor(
    readonly connection: Connection<Message>,
    readonly route: EventRoute,
    readonly handler: GatewayHandler,
    readonly data: unknown,
    readonly ack: Function | undefined,
    readonly sink: ResultSink,
    readonly observer: MessageObserver,
    /** The span in which the client sent it. */
    readonly traceparent: string | undefined,
  ) {}

  /** Ends the message without a handler. */
  discard(reason: DiscardedMessage['reason']): void {
    this.hasReturned = true;
    this.isOver = true;
    this.sink.discard?.(reason);
  }

  /** Aborts its signal. Its streams are ended by the sink. */
  cancel(): void {
    this.isCancelled = true;
    this.ownSignal?.end();
  }

  /** Whether its handler returned a stream: an interceptor turns the result of any handler into one. */
  get isStreaming(): boolean {
    return this.hasReturned;
  }

  /** Aborted if the client disconnects or cancels before the message has ended. */
  get signal(): AbortSignal {
    if (!this.ownSignal) {
      this.ownSignal = new MessageSignal();
      this.connection.add(this.ownSignal);
      if (this.isCancelled) this.ownSignal.end();
    }
    return this.ownSignal.signal;
  }

  /** Calls its handler, with guards, pipes, interceptors and filters. */
  run(): void {
    const { handler, connection, data, ack, route } = this;
    this.isCalled = handler.compiled.isDirect;
    this.sink.take(this, handler.compiled.invoke(connection.client, data, ack, route.pattern, this));
  }

  /** Called right before the handler. Returns whether it is to be called: not if the client has cancelled it. */
  mayCall(): boolean {
    if (this.isCancelled) return false;
    this.isCalled = true;
    return true;
  }

  /** Whether it was cancelled before its handler was called. */
  get isWithdrawn(): boolean {
    return this.isCancelled && !this.isCalled;
  }

  /** Whether its handler was not called, because its client had cancelled it or disconnected. */
  get isUnreached(): boolean {
    return !this.isCalled && (this.isCancelled || this.isUnsent);
  }

  /** Called when the handler has completed and returned a stream, which has been subscribed to. */
  returned(): void {
    if (this.hasReturned) return;
    // A queued message that runs now can end this one.
    const { isOver } = this;
    this.hasReturned = true;
    this.observer.onReturned(this);
    if (isOver) this.observer.onEnded(this);
  }

  /**
   * Ends the message: its handler has completed, and its result has been sent or its stream has ended. Further calls do
   * nothing.
   */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.ownSignal) this.connection.remove(this.ownSignal);
    if (this.trace) this.endTrace(this.trace);
    this.sink.ended?.(this);
    if (this.hasReturned) this.observer.onEnded(this);
    else this.returned();
  }

  /**
   * The stream comes from interceptors, so the return value of the handler shows whether the handler has completed. The
   * stream of a single value ends with that value.
   */
  handlerReturned(value: unknown): void {
    if (isPromiseLike(value)) {
      value.then(
        (resolved) => this.handlerReturned(resolved),
        () => undefined,
      );
    } else if (isStream(value)) {
      this.returned();
    }
  }

  /**
   * Counts as unsent if its client has disconnected.
   *
   * @returns whether it has
   */
  abandon(): boolean {
    if (!this.connection.isOver) return false;
    this.isUnsent = true;
    return true;
  }

  /** Passes a failure to the filters of its handler, and ends the message. */
  fail(error: unknown): void {
    const { connection, handler, data, ack, route } = this;
    this.hasFailed = true;
    this.trace?.fail(error);
    const handling = handler.compiled.fail(error, connection.client, data, ack, route.pattern, this);
    if (handling) handling.then(() => this.end());
    else this.end();
  }

  private endTrace(open: OpenTrace<MessageTrace>): void {
    open.trace.outcome = this.outcome;
    open.end();
  }

  private get outcome(): MessageOutcome {
    if (this.hasFailed) return 'failed';
    if (this.isCancelled) return 'cancelled';
    return this.isUnsent ? 'unsent' : 'completed';
  }
}
