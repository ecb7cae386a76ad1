import { WebSocket } from 'ws';
import { inTime, TIMEOUT_MS } from '../../support/in-time.js';

/** The first frame of a connection. */
export interface SessionFrame {
  readonly id: string;
  readonly recovered: boolean;
  readonly key?: string;
  readonly offset?: string;
  readonly ping?: unknown;
}

/** A frame of the server, unchanged. */
export interface ServerFrame {
  readonly id?: unknown;
  readonly data?: any;
  readonly error?: any;
  readonly more?: unknown;
  readonly end?: unknown;
  readonly event?: unknown;
  readonly offset?: unknown;
  readonly session?: SessionFrame;
}

/** A client that sends frames unchanged, even if they are invalid. */
export class Portico1Peer {
  private readonly frames: ServerFrame[] = [];
  private waiting: (() => void) | undefined;
  /** The code with which the server closed the connection. */
  closeCode: number | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(data.toString()));
      this.waiting?.();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.waiting?.();
    });
    socket.on('error', () => undefined);
  }

  /** Connects. The first frame is not read yet. */
  static async connect(port: number, protocols: string | readonly string[] = 'portico.1'): Promise<Portico1Peer> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/`, [protocols].flat(), {
      perMessageDeflate: false,
      handshakeTimeout: TIMEOUT_MS,
    });
    const peer = new Portico1Peer(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return peer;
  }

  /** @param frame an object, which is sent as JSON; or the text or bytes of the frame */
  send(frame: object | string | Buffer): void {
    this.socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame));
  }

  /** Returns the next frame of the server. */
  async next(): Promise<ServerFrame> {
    const arrival = async (): Promise<ServerFrame> => {
      for (;;) {
        const frame = this.frames.shift();
        if (frame) return frame;
        if (this.closeCode !== undefined) throw new Error(`The server closed the connection with ${this.closeCode}`);
        await new Promise<void>((resolve) => {
          this.waiting = resolve;
        });
      }
    };
    return inTime(arrival(), () => `No frame came within ${TIMEOUT_MS} ms`);
  }

  /** Sends a request, and expects its reply as the next frame. */
  async isNext(id = 999_999): Promise<void> {
    this.send({ event: 'echo', data: 'still here', id });
    const frame = await this.next();
    if (frame.id !== id || frame.data !== 'still here') {
      throw new Error(`Expected no other frame, but received ${JSON.stringify(frame)}`);
    }
  }

  destroy(): void {
    this.socket.terminate();
  }
}
