import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type ClientOptions, WebSocket } from 'ws';
import type { WsPlatform } from './contract.js';

/** Messages of both platforms in their protocols, over plain WebSockets. */
interface Dialect {
  readonly path: string;
  /** What a client must send before its first message, and the reply. */
  readonly hello?: string;
  readonly welcome?: string;
  message(event: string, data: unknown): string;
  /** Begins a frame that nobody can read. */
  readonly garbage: string;
}

const DIALECTS: Record<WsPlatform, Dialect> = {
  ws: {
    path: '/?',
    message: (event, data) => JSON.stringify({ event, data }),
    garbage: '{"event":',
  },
  'socket.io': {
    path: '/socket.io/?EIO=4&transport=websocket&',
    hello: '40',
    welcome: '40{',
    message: (event, data) => `42${JSON.stringify([event, data])}`,
    garbage: '42["',
  },
};

/** A client that means no good. */
export class Attacker {
  private constructor(
    readonly socket: WebSocket,
    private readonly dialect: Dialect,
  ) {
    socket.on('error', () => undefined);
  }

  /**
   * @param query put at the end of the URL
   * @param options those of ws
   */
  static async connect(platform: WsPlatform, port: number, query = '', options?: ClientOptions): Promise<Attacker> {
    const dialect = DIALECTS[platform];
    const url = `ws://127.0.0.1:${port}${dialect.path}${query}`;
    const attacker = new Attacker(new WebSocket(url, { perMessageDeflate: false, ...options }), dialect);
    await once(attacker.socket, 'open');
    return attacker;
  }

  /** Connects as a client of the gateway. */
  static async join(...where: Parameters<typeof Attacker.connect>): Promise<Attacker> {
    const attacker = await Attacker.connect(...where);
    const { hello, welcome } = attacker.dialect;
    if (hello === undefined) return attacker;
    const welcomed = attacker.hears(welcome as string);
    attacker.socket.send(hello);
    await welcomed;
    return attacker;
  }

  send(event: string, data?: unknown): void {
    this.socket.send(this.dialect.message(event, data));
  }

  garble(index: number): void {
    this.socket.send(`${this.dialect.garbage}${index}`);
  }

  /** Settles when a message with this text has come, or the connection has ended. */
  hears(text: string): Promise<void> {
    return new Promise((resolve) => {
      const { socket } = this;
      const end = (): void => {
        socket.off('message', listen);
        socket.off('close', end);
        resolve();
      };
      const listen = (data: Buffer): void => {
        if (data.includes(text)) end();
      };
      socket.on('message', listen);
      socket.once('close', end);
    });
  }

  /** Waits until everything that was sent has been read, or the server has had enough. */
  async settle(): Promise<void> {
    const answered = this.hears('the end');
    this.send('echo', 'the end');
    await answered;
  }

  /** Reads no more. */
  stopReading(): void {
    (this.socket as unknown as { readonly _socket: Socket })._socket.pause();
  }

  async closed(): Promise<void> {
    if (this.socket.readyState !== WebSocket.CLOSED) await once(this.socket, 'close');
  }

  async vanish(): Promise<void> {
    this.socket.terminate();
    await this.closed();
  }
}
