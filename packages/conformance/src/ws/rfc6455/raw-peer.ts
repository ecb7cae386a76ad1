import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { inTime } from '../../support/in-time.js';
import { CLOSE, CONTINUATION, decodeFrame, encodeFrame, type FrameParts, type ReceivedFrame, TEXT } from './frame.js';

const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
/** The required reply to that key, from section 1.3. */
export const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

/** A client that writes raw bytes. */
export class RawPeer {
  private bytes: Buffer = Buffer.alloc(0);
  private readonly frames: ReceivedFrame[] = [];
  private wake: () => void = () => undefined;
  private ended = false;

  private constructor(
    readonly socket: Socket,
    readonly response: string,
    head: Buffer,
  ) {
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('close', () => {
      this.ended = true;
      this.wake();
    });
    this.receive(head);
  }

  /**
   * Connects, and performs the opening handshake.
   *
   * @throws Error with the reply of the server if it is not 101
   */
  static async open(port: number, path = '/'): Promise<RawPeer> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
    );
    let received = Buffer.alloc(0);
    const ended = new AbortController();
    socket.once('close', () => ended.abort(new Error('The connection ended before the handshake was answered')));
    const late = () =>
      `The handshake for ${path} was not answered; received: ${JSON.stringify(received.toString('latin1'))}`;
    for (;;) {
      const answer = once(socket, 'data', ended).catch(() => {
        throw ended.signal.reason;
      });
      const [chunk] = await inTime(answer, late);
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) continue;
      const response = received.toString('latin1', 0, end);
      if (response.startsWith('HTTP/1.1 101 ')) return new RawPeer(socket, response, received.subarray(end + 4));
      socket.destroy();
      throw new Error(`The handshake for ${path} was answered with ${response.split('\r\n', 1)[0]}`);
    }
  }

  send(...frames: FrameParts[]): void {
    this.socket.write(Buffer.concat(frames.map(encodeFrame)));
  }

  sendText(payload: string): void {
    this.send({ opcode: TEXT, payload });
  }

  sendMessage(event: string, data?: unknown): void {
    this.sendText(JSON.stringify({ event, data }));
  }

  /**
   * Returns the next frame.
   *
   * @param what the awaited frame, for the error
   */
  async next(what = 'frame', withinMs = 3_000): Promise<ReceivedFrame> {
    await this.until(() => this.frames.length > 0, withinMs);
    const frame = this.frames.shift();
    if (frame) return frame;
    if (this.ended) throw new Error(`The server ended the connection before it sent a ${what}`);
    throw new Error(`The server sent no ${what} within ${withinMs} ms, and the connection is still open`);
  }

  /** Returns the frames of the next message, because a server may send any message in fragments. */
  async nextFragments(): Promise<ReceivedFrame[]> {
    const frames: ReceivedFrame[] = [];
    do {
      const frame = await this.next();
      const expected = frames.length === 0 ? TEXT : CONTINUATION;
      if (frame.opcode !== expected) {
        throw new Error(`Expected opcode ${expected}, got ${frame.opcode} ${frame.payload.toString('hex')}`);
      }
      frames.push(frame);
    } while (!frames.at(-1)?.fin);
    return frames;
  }

  /** Returns the next message, parsed. */
  async nextMessage(): Promise<unknown> {
    return parseFragments(await this.nextFragments());
  }

  /** Returns the close code of the server. Earlier frames are skipped. */
  async closeCode(): Promise<number | undefined> {
    for (;;) {
      const { opcode, payload } = await this.next('close frame');
      if (opcode === CLOSE) return payload.length >= 2 ? payload.readUInt16BE(0) : undefined;
    }
  }

  /** Resolves when the server has closed the connection. */
  async untilEnded(withinMs = 3_000): Promise<void> {
    await this.until(() => this.ended, withinMs);
    if (!this.ended) throw new Error(`Still connected after ${withinMs} ms`);
  }

  destroy(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    for (let decoded = decodeFrame(this.bytes); decoded; decoded = decodeFrame(this.bytes)) {
      this.frames.push(decoded.frame);
      this.bytes = decoded.rest;
    }
    this.wake();
  }

  private async until(holds: () => boolean, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!holds() && !this.ended && performance.now() < deadline) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - performance.now());
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}

/** Parses the message in the frames of {@link RawPeer.nextFragments}. */
export function parseFragments(frames: readonly ReceivedFrame[]): unknown {
  return JSON.parse(Buffer.concat(frames.map(({ payload }) => payload)).toString());
}
