import type { EventStream } from '../http/event-stream.js';
import { RequestFailure } from '../http/failure.js';
import type { ConnectionEvents, OutgoingMessage } from '../protocol/connections.js';
import type { RelayedConnection, RelaySink } from './relayed.js';

/** Milliseconds within which a page must open the event stream. */
const ABANDONED_MS = 10_000;
/** Milliseconds without any message after which a connection is closed. */
const IDLE_MS = 10 * 60_000;
/** The maximum number of events that are kept until the event stream is open. */
const MAX_WAITING = 100;

type Waiting = (stream: EventStream) => void;

/** One connection that was opened for a page. It closes when the event stream of the page closes. */
export class RelaySession {
  private connection: RelayedConnection | undefined;
  private stream: EventStream | undefined;
  private waiting: Waiting[] = [];
  private skipped = 0;
  private timer: NodeJS.Timeout | undefined;
  private isOver = false;

  /** @param onEnd called once */
  constructor(private readonly onEnd: () => void) {}

  /** Receives the events of the connection. */
  readonly sink: RelaySink = (event, data) => {
    if (this.isOver) return;
    this.emit(event, data);
    if (event === 'closed') this.end();
  };

  /** Called when the connection is open. */
  start(connection: RelayedConnection): void {
    this.connection = connection;
    if (this.isOver) connection.close();
    else this.timer = this.endLater(ABANDONED_MS, 'No page has opened the event stream');
  }

  /** @throws RequestFailure 409 */
  attach(open: () => EventStream): void {
    if (this.stream) throw new RequestFailure(409, 'The event stream of this connection is already open.');
    const stream = open();
    this.stream = stream;
    this.keepAlive();
    for (const send of this.waiting.splice(0)) send(stream);
    stream.onceClosed(() => this.end());
  }

  send(message: OutgoingMessage): void {
    this.keepAlive();
    try {
      this.connection?.send(message);
    } catch (error) {
      // The connection may be closing.
      this.sink('failed', {
        request: message.request,
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  cancel(request: string): void {
    this.connection?.cancel(request);
  }

  /** @param reason shown on the page */
  close(reason: string): void {
    if (!this.isOver) this.sink('closed', { reason });
  }

  private emit<E extends keyof ConnectionEvents>(event: E, data: Omit<ConnectionEvents[E], 'at'>): void {
    const at = Date.now();
    const { stream } = this;
    if (!stream) {
      if (this.waiting.length < MAX_WAITING) this.waiting.push((opened) => opened.send(event, { at, ...data }));
      else this.skipped += 1;
      return;
    }
    this.keepAlive();
    if (stream.isBehind && event !== 'closed') {
      this.skipped += 1;
      return;
    }
    if (this.skipped > 0) stream.send('skipped', { at, count: this.skipped });
    this.skipped = 0;
    stream.send(event, { at, ...data });
  }

  private end(): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.timer);
    this.connection?.close();
    this.stream?.close();
    this.onEnd();
  }

  private keepAlive(): void {
    if (this.isOver || !this.stream) return;
    clearTimeout(this.timer);
    this.timer = this.endLater(IDLE_MS, 'No message for ten minutes');
  }

  private endLater(milliseconds: number, reason: string): NodeJS.Timeout {
    return setTimeout(() => {
      this.close(reason);
    }, milliseconds).unref();
  }
}
