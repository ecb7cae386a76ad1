import { once } from 'node:events';
import { withTimeout } from '@portico/test-support';
import { WebSocket } from 'ws';

interface Frame {
  readonly event: string;
  readonly data: any;
}

/** A client of one path, which keeps received frames until a test reads them. */
export class FrameClient {
  private readonly inbox: Frame[] = [];
  private arrived: (() => void) | undefined;
  readonly closed: Promise<number>;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.inbox.push(JSON.parse(data.toString()) as Frame);
      this.arrived?.();
    });
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  static async connect(url: string): Promise<FrameClient> {
    const socket = new WebSocket(url.replace('http', 'ws'));
    const client = new FrameClient(socket);
    await withTimeout(once(socket, 'open'), `connection to ${url}`);
    return client;
  }

  send(event: string, data?: unknown): void {
    this.sendText(JSON.stringify([event, data]));
  }

  sendText(text: string | Buffer): void {
    this.socket.send(text);
  }

  /** Resolves to the data of the next frame with this event. Earlier frames are skipped. */
  async next(event: string): Promise<any> {
    for (;;) {
      const index = this.inbox.findIndex((frame) => frame.event === event);
      if (index >= 0) return this.inbox.splice(0, index + 1).at(-1)?.data;
      await withTimeout(new Promise<void>((resolve) => (this.arrived = resolve)), `"${event}"`);
    }
  }

  /** The number of unread frames with this event. */
  waiting(event: string): number {
    return this.inbox.filter((frame) => frame.event === event).length;
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
