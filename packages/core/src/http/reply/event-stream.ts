import type { IncomingMessage } from 'node:http';
import { Logger, type MessageEvent } from '@portico/common';
import { isError, isHttpException, isObject, isPromiseLike, publicMessage } from '@portico/common/internal';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { logFailure } from '../log-failure.js';
import { discardUnreadBody } from './discard-unread-body.js';
import { dropStrayTrailer } from './drop-stray-trailer.js';
import type { EventSink } from './event-sink.js';
import { discardEvents, type EventObserver, type Events, followEvents } from './event-source.js';
import { formatEvent } from './format-event.js';
import { isHeadRequest } from './head-request.js';
import { hasNoContent } from './no-content.js';
import { slowEventClient } from './reply-errors.js';
import { traceFailure } from './request-traces.js';
import { isGone, needsDrain } from './response-state.js';

const HEADERS: readonly (readonly [string, string])[] = [
  ['Content-Type', 'text/event-stream'],
  ['Cache-Control', 'private, no-cache, no-store, must-revalidate, max-age=0, no-transform'],
  ['Pragma', 'no-cache'],
  ['Expires', '0'],
  // Tells nginx and similar proxies not to buffer the stream.
  ['X-Accel-Buffering', 'no'],
];

const logger = new Logger('ServerSentEvents');

/** What the handlers of requests behind interceptors have returned, while it is awaited. */
const awaited = new WeakMap<object, PromiseLike<unknown>>();

/** Notes what a handler returned to its interceptors, with the promises of its pipes: the stream is not opened before. */
export function awaitResult(adapter: AbstractHttpAdapter, returned: unknown, request: unknown): void {
  if (isPromiseLike(returned)) awaited.set(adapter.rawRequest(request), returned);
}

/** One open stream of events: their source on one side, the connection on the other. */
export class EventStream {
  /** Whether the platform has been asked for the reply: from now on, failures are events. */
  private isOpen = false;
  /** What events are written to, as soon as the platform has run its hooks: the response, or what a hook has put in front of it. */
  private sink: EventSink | undefined;
  private waiting = '';
  private last: string | undefined;
  private stopSource: (() => void) | undefined;
  private nextId = 0;
  private draining: Promise<void> | undefined;
  private begun: Promise<void> | undefined;
  private onBegun: (() => void) | undefined;
  private finished = false;

  constructor(
    private readonly adapter: AbstractHttpAdapter,
    private readonly request: unknown,
    private readonly response: unknown,
    private readonly handler: string,
    private readonly maxPending: number,
    private readonly fail: (error: unknown) => unknown,
  ) {}

  /**
   * If the source fails before the headers are sent, the filters send the reply; the returned promise is that of the
   * filters.
   */
  follow(source: Events): unknown {
    // The client disconnected while the handler ran, or a middleware has replied: no event will report either again.
    const raw = this.adapter.rawResponse(this.response);
    if (isGone(raw) || this.adapter.isHeadersSent(this.response)) {
      discardEvents(source);
      return;
    }
    raw.once('close', () => this.leave());
    let failure: { error: unknown } | undefined;
    const observer: EventObserver = {
      // The documented values of such a stream; `send` reports what cannot be written.
      next: (event) => this.send(event as MessageEvent),
      error: (error) => {
        if (this.isOpen) this.sendFailure(error);
        else if (this.stopSource) this.failBeforeOpen(error);
        else failure = { error };
      },
      complete: () => this.finish(),
    };
    this.stopSource = followEvents(source, observer, () => this.drained());
    if (failure) return this.fail(failure.error);
    if (this.finished) this.stopSource();
    // Behind interceptors the handler is called on subscription, and it may fail later, or one of its pipes.
    else setImmediate(() => this.openWhenReturned());
  }

  private failBeforeOpen(error: unknown): void {
    if (this.finished) return;
    this.finished = true;
    this.fail(error);
  }

  private openWhenReturned(): void {
    if (this.isOpen || this.finished) return;
    const request: IncomingMessage = this.adapter.rawRequest(this.request);
    const returned = awaited.get(request);
    if (returned) {
      awaited.delete(request);
      // Interceptors receive a failure first.
      const open = (): void => void setImmediate(() => this.openWhenReturned());
      returned.then(open, open);
      return;
    }
    if (isGone(this.adapter.rawResponse(this.response))) this.leave();
    else this.openOrRefuse();
  }

  /** If the head cannot be written, for example because of an invalid header, the filters send another reply. */
  private openOrRefuse(): void {
    try {
      this.open();
      if (this.isEmpty()) this.finish();
    } catch (error) {
      this.leave();
      this.fail(error);
    }
  }

  private drained(): PromiseLike<unknown> | undefined {
    const { sink } = this;
    if (!sink) return this.isOpen ? this.whenBegun() : undefined;
    if (!needsDrain(sink)) return undefined;
    // One for all iterables of the stream.
    this.draining ??= new Promise((resolve) => {
      sink.once('drain', () => {
        this.draining = undefined;
        resolve();
      });
    });
    return this.draining;
  }

  private whenBegun(): Promise<void> {
    this.begun ??= new Promise((resolve) => {
      this.onBegun = resolve;
    });
    return this.begun;
  }

  private open(): void {
    if (this.isOpen) return;
    const { adapter, response } = this;
    if (!adapter.beginEventStream) {
      const raw = adapter.takeOver(response);
      for (const [name, value] of HEADERS) raw.setHeader(name, value);
      this.isOpen = true;
      this.begin(raw);
      return;
    }
    // Hooks read the headers, such as the content type.
    for (const [name, value] of HEADERS) adapter.setHeader(response, name, value);
    this.isOpen = true;
    try {
      adapter.beginEventStream(
        response,
        (sink) => this.beginOrDestroy(sink),
        (error) => this.refuse(error),
      );
    } catch (error) {
      this.forgetHead();
      throw error;
    }
  }

  private refuse(error: unknown): void {
    if (this.sink) return;
    this.leave();
    this.forgetHead();
    this.fail(error);
  }

  private forgetHead(): void {
    this.isOpen = false;
    for (const [name] of HEADERS) this.adapter.removeHeader(this.response, name);
  }

  /** The hooks of a platform call it, and receive no failure. */
  private beginOrDestroy(sink: EventSink): void {
    const raw = this.adapter.rawResponse(this.response);
    if (isGone(raw)) return;
    try {
      this.begin(sink);
    } catch (error) {
      this.leave();
      logFailure(error, logger);
      raw.destroy();
    }
  }

  /** Sends the headers immediately, so that the browser's `open` event does not wait for the first message. */
  private begin(sink: EventSink): void {
    this.sink = sink;
    const request: IncomingMessage = this.adapter.rawRequest(this.request);
    request.socket.setKeepAlive(true);
    request.socket.setNoDelay(true);
    discardUnreadBody(request);
    sink.on('error', () => this.leave());
    dropStrayTrailer(this.adapter.rawResponse(this.response));
    sink.flushHeaders?.();
    if (!this.isEmpty()) sink.write(`\n${this.waiting}`);
    this.waiting = '';
    if (this.last !== undefined) this.complete(sink, this.last);
    this.onBegun?.();
  }

  /** Whether no events may be sent, which a generator can decide when it begins. */
  private isEmpty(): boolean {
    return isHeadRequest(this.adapter, this.response) || hasNoContent(this.adapter, this.response);
  }

  /** An error thrown here would pass through rxjs, and crash the process. */
  private send(event: MessageEvent): void {
    if (this.finished) return;
    try {
      const failure = errorIn(event);
      if (failure) this.sendFailure(failure);
      else this.write(event);
    } catch (error) {
      this.sendFailure(error);
    }
  }

  private write(event: MessageEvent): void {
    this.openOrRefuse();
    if (this.finished) return;
    const text = formatEvent(event, () => String(++this.nextId));
    const { sink } = this;
    if (sink) sink.write(text);
    else this.waiting += text;
    if ((sink ? sink.writableLength : this.waiting.length) <= this.maxPending) return;
    logger.warn(slowEventClient(this.handler, this.maxPending).message);
    this.leave();
    this.adapter.rawResponse(this.response).destroy();
  }

  /** The status has been sent: the failure becomes an event, which contains no more than a reply would. */
  private sendFailure(error: unknown): void {
    if (this.finished) return;
    traceFailure(this.adapter.rawResponse(this.response), error);
    const data = messageFor(error);
    if (data === undefined) logFailure(error, logger);
    this.end(formatEvent({ type: 'error', data: data ?? 'Internal server error' }, () => String(++this.nextId)));
  }

  private finish(): void {
    if (!this.finished) this.end();
  }

  /** Ends the reply, or the connection if something else has written the head of a reply in the meantime. */
  private end(last = ''): void {
    this.leave();
    try {
      this.open();
      if (this.sink) this.complete(this.sink, last);
      else this.last = last;
    } catch (error) {
      if (!this.isOpen) return void this.fail(error);
      logFailure(error, logger);
      this.adapter.rawResponse(this.response).destroy();
    }
  }

  private complete(sink: EventSink, last: string): void {
    // Node 20 sends bytes of freed memory over HTTP/2 if an empty string follows other writes of the same tick.
    if (last === '' || this.isEmpty()) sink.end();
    else sink.end(last);
  }

  private leave(): void {
    this.finished = true;
    this.stopSource?.();
  }
}

/** An Error among the events is treated as a failure, because its properties may only be logged. */
function errorIn(event: unknown): Error | undefined {
  if (isError(event)) return event;
  if (!isObject(event)) return undefined;
  const { data, type, id, comment }: { data?: unknown; type?: unknown; id?: unknown; comment?: unknown } = event;
  return [data, type, id, comment].find(isError);
}

/** Returns the data of a failure that clients may see; `undefined` if there is none. */
function messageFor(error: unknown): string | undefined {
  try {
    return isHttpException(error) ? publicMessage(error) : undefined;
  } catch {
    return undefined;
  }
}
