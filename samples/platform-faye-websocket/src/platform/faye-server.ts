import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import FayeWebSocket from 'faye-websocket';

/** The socket of a client. */
export type FayeSocket = InstanceType<typeof FayeWebSocket>;

/** The event of faye-websocket when a client has disconnected. */
export interface FayeCloseEvent {
  readonly code: number;
  readonly reason: string;
}

/** The event for a message: text as a string, bytes as a `Buffer`. */
export interface FayeMessageEvent {
  readonly data: string | Buffer;
}

/** The event for a violation of the protocol, after which the library closes the connection. */
export interface FayeErrorEvent {
  readonly message: string;
}

export interface FayeServerOptions {
  /** The maximum size of a message, in bytes. Default: 64 MiB. */
  readonly maxPayload?: number;
  /** Milliseconds between two pings. Default: no pings. */
  readonly pingInterval?: number;
  /** The supported subprotocols. */
  readonly protocols?: readonly string[];
}

const NORMAL = 1000;
/** Sixteen bytes in base64. faye-websocket itself accepts any text as a key. */
const KEY = /^[a-z\d+/]{22}==$/i;

/**
 * A server for one path, because faye-websocket only has single sockets.
 * Emits `connection` with the client and its request.
 */
export class FayeServer extends EventEmitter {
  /** The clients whose handshake has completed. */
  readonly clients = new Set<FayeSocket>();
  private readonly sockets = new Map<FayeSocket, Duplex>();

  constructor(private readonly options: FayeServerOptions = {}) {
    super();
  }

  /** Accepts an upgrade. */
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

  /** Terminates the connection of a client without a closing handshake. */
  cut(client: FayeSocket): void {
    this.sockets.get(client)?.destroy();
  }

  /**
   * Closes all clients, and resolves when all have disconnected.
   *
   * @param timeout the time for the closing handshake, in milliseconds; 0 terminates them immediately
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
