import type { IncomingMessage, ServerResponse } from 'node:http';

/** Bytes that may wait for a page before it is behind. */
const HIGH_WATER_MARK = 1024 * 1024;
const HEARTBEAT_MS = 15_000;

/** Server-sent events to one page. */
export class EventStream {
  private readonly closing: (() => void)[] = [];
  private readonly heartbeat: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly response: ServerResponse,
    request: IncomingMessage,
  ) {
    // The page may have gone while a guard was asked: no event will report it again.
    if (response.destroyed) {
      this.isClosed = true;
      return;
    }
    response.setHeader('Content-Type', 'text/event-stream');
    // Tells nginx and similar proxies not to buffer the stream.
    response.setHeader('X-Accel-Buffering', 'no');
    response.once('close', () => this.leave());
    response.on('error', () => this.leave());
    request.socket.setNoDelay(true);
    response.flushHeaders();
    // A page that has gone without closing its connection is noticed.
    this.heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS).unref();
    response.write(':\n\n');
  }

  /** Whether the page reads more slowly than it is sent to. */
  get isBehind(): boolean {
    return this.response.writableLength > HIGH_WATER_MARK;
  }

  send(event: string, data: object): void {
    if (this.isClosed) return;
    // JSON has no line breaks, so that one line is enough.
    this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Calls back once when the stream is over, at once if it is already. */
  onceClosed(callback: () => void): void {
    if (this.isClosed) callback();
    else this.closing.push(callback);
  }

  close(): void {
    if (this.isClosed) return;
    this.leave();
    this.response.end();
  }

  private leave(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.heartbeat);
    for (const callback of this.closing.splice(0)) callback();
  }
}
