import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import FayeWebSocket from 'faye-websocket';

/** One client. */
export type FayeSocket = InstanceType<typeof FayeWebSocket>;

/** What faye-websocket tells of a client that left. */
export interface FayeCloseEvent {
  readonly code: number;
  readonly reason: string;
}

/** What it tells of a message: text as a string, bytes as a `Buffer`. */
export interface FayeMessageEvent {
  readonly data: string | Buffer;
}

/** What it tells of a client that breaks the protocol; it closes the connection by itself. */
export interface FayeErrorEvent {
  readonly message: string;
}

export interface FayeServerOptions {
  /** The largest message that is taken, in bytes. Default: 64 MiB. */
  readonly maxPayload?: number;
  /** Milliseconds between two pings; none when absent. */
  readonly pingInterval?: number;
  /** The subprotocols that are offered. */
  readonly protocols?: readonly string[];
}

const NORMAL = 1000;
/** Sixteen bytes in base64; faye-websocket takes any text for a key. */
const KEY = /^[a-z\d+/]{22}==$/i;

/**
 * The clients of one path: what faye-websocket, which knows single sockets only, lacks of a server.
 * Emits `connection` with the client and its request.
 */
export class FayeServer extends EventEmitter {
  /** Those whose handshake is done. */
  readonly clients = new Set<FayeSocket>();
  private readonly sockets = new Map<FayeSocket, Duplex>();

  constructor(private readonly options: FayeServerOptions = {}) {
    super();
  }

  /** Takes the connection of an upgrade over. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!KEY.test(request.headers['sec-websocket-key'] ?? '')) {
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const { maxPayload, pingInterval, protocols = [] } = this.options;
    const client = new FayeWebSocket(request, socket, head, [...protocols], {
      ...(maxPayload !== undefined && { maxLength: maxPayload }),
      ...(pingInterval !== undefined && { ping: pingInterval / 1_000 }),
    });
    this.sockets.set(client, socket);
    client.once('open', () => {
      this.clients.add(client);
      this.emit('connection', client, request);
    });
    client.once('close', () => {
      this.clients.delete(client);
      this.sockets.delete(client);
    });
  }

  /** Ends the connection of a client, whatever it does. */
  cut(client: FayeSocket): void {
    this.sockets.get(client)?.destroy();
  }

  /**
   * Lets every client go, and settles when all have left.
   *
   * @param timeout milliseconds that they have for the closing handshake; 0 cuts them at once
   */
  async close(timeout = 0): Promise<void> {
    const left = [...this.sockets.keys()].map(
      (client) => new Promise<void>((resolve) => client.once('close', () => resolve())),
    );
    const cutAll = (): void => {
      for (const client of this.sockets.keys()) this.cut(client);
    };
    if (timeout === 0) cutAll();
    const timer = timeout === 0 ? undefined : setTimeout(cutAll, timeout);
    for (const client of this.clients) client.close(NORMAL, 'The server is closing');
    await Promise.all(left);
    clearTimeout(timer);
  }
}
