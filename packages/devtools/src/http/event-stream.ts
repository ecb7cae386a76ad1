import type { IncomingMessage, ServerResponse } from 'node:http';

/** Buffered bytes above which a page counts as behind. */
const HIGH_WATER_MARK = 1024 * 1024;
const HEARTBEAT_MS = 15_000;

/** Sends server-sent events to one page, as long as it may receive them. */
export class EventStream {
  private readonly closing: (() => void)[] = [];
  private readonly heartbeat: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly response: ServerResponse,
    request: IncomingMessage,
    private readonly checkAgain: () => Promise<void>,
  ) {
    // The page may have disconnected while a guard ran. The response has then already emitted `close`.
    if (response.destroyed) {
      this.isClosed = true;
      return;
    }
    response.setHeader('Content-Type', 'text/event-stream');
    // Middleware that compresses replies keeps what is written until it has enough of it, unless replies must not be changed.
    response.setHeader('Cache-Control', 'no-store, no-transform');
    // Disables the buffering of nginx and similar proxies.
    response.setHeader('X-Accel-Buffering', 'no');
    response.once('close', () => this.leave());
    response.on('error', () => this.leave());
    request.socket.setNoDelay(true);
    response.flushHeaders();
    this.heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS).unref();
    response.write(':\n\n');
  }

  /** Whether the page reads more slowly than events are sent. */
  get isBehind(): boolean {
    return this.response.writableLength > HIGH_WATER_MARK;
  }

  send(event: string, data: object): void {
    if (this.isClosed) return;
    // `JSON.stringify()` writes no line breaks, so one `data:` line is enough.
    this.response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Calls back once when the stream has closed, or immediately if it is closed already. */
  onceClosed(callback: () => void): void {
    if (this.isClosed) callback();
    else this.closing.push(callback);
  }

  close(): void {
    if (this.isClosed) return;
    this.leave();
    this.response.end();
  }

  /** Writing detects pages that disappeared without closing the connection. Permissions can be withdrawn. */
  private beat(): void {
    this.response.write(':\n\n');
    this.checkAgain().catch(() => this.close());
  }

  private leave(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    clearInterval(this.heartbeat);
    for (const callback of this.closing.splice(0)) callback();
  }
}
