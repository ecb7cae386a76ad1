import { connect, type Socket } from 'node:net';

/** A socket for bytes that HTTP clients do not send. */
export class RawSocket {
  private received = '';
  private readonly waiters = new Set<() => void>();
  closed = false;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.received += chunk;
      this.wake();
    });
    socket.on('error', () => undefined); // A reset also closes the socket.
    socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  static open(port: number, host = '127.0.0.1'): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawSocket(socket));
      });
    });
  }

  get text(): string {
    return this.received;
  }

  write(bytes: string | Buffer): this {
    this.socket.write(bytes);
    return this;
  }

  /** Waits until the received text matches. The error contains the text. */
  async until(pattern: RegExp, withinMs = 3_000): Promise<RegExpExecArray> {
    const match = await this.waitFor(() => pattern.exec(this.received), withinMs);
    if (!match) throw new Error(`no ${pattern} within ${withinMs} ms; received: ${JSON.stringify(this.received)}`);
    return match;
  }

  /** Waits until the other side has closed the connection. The error contains the received text. */
  async untilClosed(withinMs = 3_000): Promise<void> {
    if (await this.waitFor(() => this.closed, withinMs)) return;
    throw new Error(`the connection is still open after ${withinMs} ms; received: ${JSON.stringify(this.received)}`);
  }

  destroy(): void {
    this.socket.destroy();
  }

  private wake(): void {
    for (const waiter of this.waiters) waiter();
  }

  private waitFor<T>(look: () => T, withinMs: number): Promise<T> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = look();
        if (found) finish(found);
      };
      const timer = setTimeout(() => finish(look()), withinMs);
      const finish = (result: T): void => {
        clearTimeout(timer);
        this.waiters.delete(check);
        resolve(result);
      };
      this.waiters.add(check);
      check();
    });
  }
}
