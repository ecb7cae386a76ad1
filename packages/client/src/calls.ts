import { ClientError, failedBy } from './client-error.js';
import type { Frame } from './frame.js';
import type { Closing } from './status.js';

/** A request that has no last frame yet. */
export interface Call {
  readonly event: string;
  readonly data: unknown;
  next(value: unknown): void;
  /** The one reply. */
  reply(value: unknown): void;
  end(): void;
  fail(error: unknown): void;
}

/** The connection for sending calls. */
export interface CallSender {
  send(frame: object): void;
  /** @returns whether frames are sent at once */
  isOpen(): boolean;
  isClosed(): boolean;
  /** Why frames cannot be sent, if that is known. */
  cause(): unknown;
  lastClose(): Closing | undefined;
}

/** A queued message without a reply, or the id of a queued request. */
type Queued = { readonly event: string; readonly data: unknown; readonly traceparent: string | undefined } | number;

/** The messages of one client: those that are queued while it is offline, and those without a reply yet. */
export class Calls {
  private readonly calls = new Map<number, Call>();
  private readonly sent = new Set<number>();
  /** The spans of queued requests. */
  private readonly spans = new Map<number, string>();
  private queue: Queued[] = [];
  private lastId = 0;

  constructor(
    private readonly sender: CallSender,
    private readonly queueSize: number,
    private readonly traceparent: () => string | undefined = () => undefined,
  ) {}

  /** Sends a message without a reply. */
  emit(event: string, data: unknown): void {
    const message = { event, data, traceparent: this.traceparent() };
    if (this.sender.isOpen()) {
      this.sender.send(message);
      return;
    }
    this.wait({ ...message, data: copyOf(data) });
  }

  /** @returns the id, by which it can be cancelled */
  start(call: Call): number {
    const id = ++this.lastId;
    const traceparent = this.traceparent();
    const isOpen = this.sender.isOpen();
    const own = isOpen ? call : { ...call, data: copyOf(call.data) };
    if (!isOpen) this.wait(id);
    this.calls.set(id, own);
    if (traceparent) this.spans.set(id, traceparent);
    if (isOpen) this.transmit(id, call);
    return id;
  }

  has(id: number): boolean {
    return this.calls.has(id);
  }

  /** Ends a call whose result is no longer needed. */
  cancel(id: number): void {
    if (!this.calls.delete(id)) return;
    this.spans.delete(id);
    this.queue = this.queue.filter((each) => each !== id);
    if (this.sent.delete(id) && this.sender.isOpen()) this.sender.send({ cancel: id });
  }

  /** Sends the queued messages, in order. */
  flush(): void {
    const { queue } = this;
    this.queue = [];
    for (const each of queue) {
      if (typeof each !== 'number') this.sender.send(each);
      // Queued ids are those of open calls.
      else this.transmit(each, this.calls.get(each) as Call);
    }
  }

  /** The connection was lost: sent requests fail; queued messages stay queued unless the client is closed. */
  lost(): void {
    const isClosed = this.sender.isClosed();
    const error = new ClientError(
      'DISCONNECTED',
      `The connection was lost before the reply came${this.closing()}; the request may have been handled`,
    );
    for (const id of [...this.calls.keys()]) {
      if (this.sent.has(id)) this.take(id).fail(error);
      else if (isClosed) this.take(id).fail(this.closedError());
    }
    if (isClosed) this.queue = [];
  }

  receive(id: number, frame: Frame): void {
    const call = this.calls.get(id);
    if (!call) return;
    if (frame.error !== undefined) this.take(id).fail(failedBy(frame.error));
    else if (frame.end) this.take(id).end();
    else if (frame.more) call.next(frame.data);
    else this.take(id).reply(frame.data);
  }

  private transmit(id: number, { event, data }: Call): void {
    const traceparent = this.spans.get(id);
    this.spans.delete(id);
    try {
      this.sender.send({ event, data, id, traceparent });
      this.sent.add(id);
    } catch (error) {
      // Not serializable.
      this.take(id).fail(error);
    }
  }

  private take(id: number): Call {
    // The callers have found the id among the sent calls.
    const call = this.calls.get(id) as Call;
    this.calls.delete(id);
    this.spans.delete(id);
    this.sent.delete(id);
    return call;
  }

  private wait(message: Queued): void {
    if (this.sender.isClosed()) throw this.closedError();
    if (this.queue.length >= this.queueSize) {
      const text = `The client is offline, and ${this.queueSize} messages are queued already. Increase queueSize, or wait until its status is open`;
      throw new ClientError('QUEUE_FULL', text, undefined, this.sender.cause());
    }
    this.queue.push(message);
  }

  private closing(): string {
    const { code, reason, httpStatus } = this.sender.lastClose() ?? {};
    if (httpStatus !== undefined) return ` (the server refused the connection with HTTP status ${httpStatus})`;
    return code === undefined ? '' : ` (close code ${code}${reason ? `: ${reason}` : ''})`;
  }

  private closedError(): ClientError {
    return new ClientError('CLOSED', `The client is closed${this.closing()}`, undefined, this.sender.cause());
  }
}

/**
 * Returns data as it is now, because the caller may change it before it is sent.
 *
 * @throws TypeError if it cannot be serialized
 */
function copyOf(data: unknown): unknown {
  const text: string | undefined = JSON.stringify(data);
  return text && JSON.parse(text);
}
