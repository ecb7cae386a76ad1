import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { FrameReader } from './websocket-frames.js';

const END_OF_HEAD = '\r\n\r\n';

/** A client that costs the load's process little: it sends ready-made frames and counts answers. */
export class WebSocketClient {
  /** Called with each text that arrives; the payload is only valid during the call. At first `next` gets them. */
  onText = (payload: Buffer): void => {
    this.inbox.push(payload.toString());
  };
  /** Called after each chunk that arrives. */
  onChunk = (): void => this.settle();
  /** Called when the server ends the connection. */
  onFailure = (_failure: Error): void => undefined;

  /** What arrived before the connection was one for frames; undefined since. */
  private head: Buffer | undefined = Buffer.alloc(0);
  private readonly frames = new FrameReader({ text: (payload) => this.onText(payload) });
  private readonly inbox: string[] = [];
  private waiting: { resolve(text: string): void; reject(error: Error): void } | undefined;
  private failed: Error | undefined;
  private closed = false;

  private constructor(
    private readonly socket: Socket,
    private readonly opened: () => void,
    private readonly refused: (error: Error) => void,
  ) {
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server ended the connection.')));
  }

  /**
   * Opens a connection, without extensions.
   *
   * @param headers further ones
   * @param localAddress a loopback address, for more than the 28,000 connections to one server that one address has ports
   *   for. Without it, the kernel chooses the port by the server: connections to earlier servers do not count
   * @throws when the server does not switch protocols
   */
  static async open(
    port: number,
    path: string,
    headers: Readonly<Record<string, string>> = {},
    localAddress?: string,
  ): Promise<WebSocketClient> {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect({ port, host: '127.0.0.1', noDelay: true, localAddress });
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${lines.join('')}\r\n`,
    );
    return new Promise((resolve, reject) => {
      const client: WebSocketClient = new WebSocketClient(socket, () => resolve(client), reject);
    });
  }

  /** Set when the connection ended by the server's doing, or the server sent what it must not. */
  get failure(): Error | undefined {
    return this.failed;
  }

  send(frames: Buffer): void {
    this.socket.write(frames);
  }

  /** The next text, as long as nobody has set `onText`. */
  next(): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.failed) return reject(this.failed);
      this.waiting = { resolve, reject };
      this.settle();
    });
  }

  /** Ends the connection; what the server does about it no longer matters. */
  close(): void {
    this.closed = true;
    this.socket.destroy();
  }

  /** Ends the connection at once, so that its port can be used again: each may be taken once a minute otherwise. */
  reset(): void {
    this.closed = true;
    this.socket.resetAndDestroy();
  }

  private receive(chunk: Buffer): void {
    try {
      const data = this.head ? this.readHead(chunk) : chunk;
      if (!data) return;
      this.frames.read(data);
      this.onChunk();
    } catch (error) {
      this.fail(error as Error);
    }
  }

  /** Gives what came after the end of the server's head, once it is there. */
  private readHead(chunk: Buffer): Buffer | undefined {
    this.head = Buffer.concat([this.head!, chunk]);
    const end = this.head.indexOf(END_OF_HEAD);
    if (end < 0) return undefined;
    const head = this.head.toString('latin1', 0, end);
    if (!head.startsWith('HTTP/1.1 101')) throw new Error(`The server did not switch protocols:\n${head}`);
    const rest = this.head.subarray(end + END_OF_HEAD.length);
    this.head = undefined;
    this.opened();
    return rest;
  }

  private settle(): void {
    if (!this.waiting || this.inbox.length === 0) return;
    const { resolve } = this.waiting;
    this.waiting = undefined;
    resolve(this.inbox.shift()!);
  }

  private fail(error: Error): void {
    if (this.closed || this.failed) return;
    this.failed = error;
    this.refused(error);
    this.onFailure(error);
    this.waiting?.reject(error);
    this.socket.destroy();
  }
}

/** Opens many connections, some at a time. */
export async function openMany(count: number, open: () => Promise<WebSocketClient>): Promise<WebSocketClient[]> {
  const clients: WebSocketClient[] = [];
  while (clients.length < count) {
    const batch = Math.min(100, count - clients.length);
    clients.push(...(await Promise.all(Array.from({ length: batch }, open))));
  }
  return clients;
}

/**
 * Closes all.
 *
 * @throws the first failure of one
 */
export function closeAll(clients: readonly WebSocketClient[]): void {
  for (const client of clients) client.close();
  throwFailure(clients);
}

/** The same at once: otherwise nobody can use the ports of clients with an address of their own for a minute. */
export function resetAll(clients: readonly WebSocketClient[]): void {
  for (const client of clients) client.reset();
  throwFailure(clients);
}

function throwFailure(clients: readonly WebSocketClient[]): void {
  const failed = clients.find((client) => client.failure);
  if (failed) throw failed.failure;
}
