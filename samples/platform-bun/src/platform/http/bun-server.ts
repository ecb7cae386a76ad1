import { EventEmitter } from 'node:events';
import type { HttpsOptions } from '@portico/common';
import { type NativeServer, serve } from '../bun.js';
import { ClientSettings } from '../ws/client-settings.js';
import { BunMessage, BunRequest } from './bun-request.js';
import { BunResponse } from './bun-response.js';
import { Connection } from './connection.js';
import { type Address, readListenArguments } from './listen-arguments.js';
import { listenError } from './listen-error.js';
import { UpgradeSocket } from './upgrade-socket.js';

export interface BunServerOptions {
  /** Seconds. */
  readonly idleTimeout?: number;
  /** In bytes. */
  readonly maxRequestBodySize?: number;
  readonly httpsOptions?: HttpsOptions | undefined;
}

const DEFAULT_IDLE_TIMEOUT_S = 120;
const DEFAULT_MAX_BODY = 128 * 1024 * 1024;
const CLOSING_POLL_MS = 5;
const NO_HEAD = Buffer.alloc(0);

/**
 * A server of Bun with the events and methods of Node's HTTP servers that core, gateways and middleware use: `request`,
 * `upgrade`, `listening`, `error` and `close`; `listen()`, `close()` and `address()`.
 */
export class BunServer extends EventEmitter {
  listening = false;
  /** Of Node's servers: here `idleTimeout` limits how long a client may take for its request. */
  requestTimeout = 0;
  /** The limits of WebSockets, which are set before the server listens. */
  readonly clients = new ClientSettings();
  private readonly inFlight = new Set<BunResponse>();
  private native: NativeServer | undefined;
  private where: Address = {};
  private isClosing = false;
  private isForced = false;
  private watch: NodeJS.Timeout | undefined;

  constructor(private readonly options: BunServerOptions = {}) {
    super();
  }

  listen(...args: unknown[]): this {
    const { address, callback } = readListenArguments(args);
    if (callback) this.once('listening', callback);
    // As Node does, so that listeners can be added after the call.
    setImmediate(() => this.open(address));
    return this;
  }

  address(): { address: string; family: string; port: number } | string | null {
    if (!this.native) return null;
    if (this.where.unix !== undefined) return this.where.unix;
    const { hostname = '', port = 0 } = this.native;
    return { address: hostname, family: hostname.includes(':') ? 'IPv6' : 'IPv4', port };
  }

  /** How many connections have a request in flight or are WebSockets. Bun does not count idle ones. */
  getConnections(callback: (error: Error | null, count: number) => void): this {
    const { pendingRequests = 0, pendingWebSockets = 0 } = this.native ?? {};
    queueMicrotask(() => callback(null, pendingRequests + pendingWebSockets));
    return this;
  }

  /** Sends a message to all clients that have subscribed to a topic. */
  publish(topic: string, message: string): void {
    this.native?.publish(topic, message);
  }

  /**
   * Accepts no more connections and closes idle ones. Calls back when the requests in flight are complete and all clients have
   * disconnected.
   */
  close(callback?: (error?: Error) => void): this {
    const { native } = this;
    if (!native || this.isClosing) {
      const error = Object.assign(new Error('Server is not running.'), { code: 'ERR_SERVER_NOT_RUNNING' });
      if (callback) queueMicrotask(() => callback(error));
      return this;
    }
    if (callback) this.once('close', () => callback());
    this.isClosing = true;
    this.listening = false;
    void native.stop();
    // Core ends connections at its deadline, and finds them by this event.
    for (const response of this.inFlight) this.emit('connection', new Connection(response, this.onDestroyed));
    this.endWhenIdle();
    return this;
  }

  /** Closes all connections, those of WebSockets included. */
  closeAllConnections(): void {
    void this.native?.stop(true);
  }

  private open(address: Address): void {
    if (this.native) return;
    try {
      this.native = this.serve(address);
    } catch (error) {
      this.emit('error', listenError(address, error));
      return;
    }
    this.where = address;
    this.listening = true;
    this.emit('listening');
  }

  private serve(address: Address): NativeServer {
    const { idleTimeout = DEFAULT_IDLE_TIMEOUT_S, maxRequestBodySize = DEFAULT_MAX_BODY, httpsOptions } = this.options;
    return serve({
      ...address,
      idleTimeout,
      maxRequestBodySize,
      development: false,
      reusePort: false,
      ...(httpsOptions && { tls: httpsOptions }),
      fetch: this.fetch,
      error: () => new Response(null, { status: 500 }),
      websocket: {
        ...this.clients.limits,
        open: (socket) => socket.data.opened(socket),
        message: (socket, message) => socket.data.received(message),
        drain: (socket) => socket.data.drained(),
        close: (socket, code, reason) => socket.data.closed(code, reason),
      },
    });
  }

  private readonly fetch = (native: Request, server: NativeServer): Response | Promise<Response | undefined> => {
    const isSecure = this.options.httpsOptions !== undefined;
    if (native.headers.has('upgrade') && this.listenerCount('upgrade') > 0) {
      return this.upgrade(new BunMessage(native, server, isSecure), server);
    }
    const request = new BunRequest(native, server, isSecure);
    let settled: Response | undefined;
    let resolve: ((response: Response) => void) | undefined;
    const response: BunResponse = new BunResponse(request, (made) => {
      if (resolve) resolve(made);
      else settled = made;
    });
    this.inFlight.add(response);
    response.once('close', () => this.inFlight.delete(response));
    if (this.isClosing) this.emit('connection', new Connection(response, this.onDestroyed));
    this.emit('request', request, response);
    if (!response.writableEnded) {
      native.signal.addEventListener('abort', () => {
        request.abort();
        response.destroy();
      });
    }
    if (settled) return settled;
    return new Promise((onResponse) => {
      resolve = onResponse;
    });
  };

  private upgrade(request: BunMessage, server: NativeServer): Promise<Response | undefined> {
    return new Promise((resolve) => {
      const socket = new UpgradeSocket(request, server, resolve);
      request.native.signal.addEventListener('abort', () => socket.destroy());
      this.emit('upgrade', request, socket, NO_HEAD);
    });
  }

  /** Bun cannot close the connection of one request: all are closed, as soon as that does not affect clients of gateways. */
  private readonly onDestroyed = (): void => {
    this.isForced = true;
    this.endWhenIdle();
  };

  /**
   * Ends when Bun has sent all responses and all clients have disconnected, of which it does not notify. Connections that remain have
   * sent an incomplete request head.
   */
  private readonly endWhenIdle = (): void => {
    const { native } = this;
    if (!native) return;
    if (native.pendingWebSockets > 0 || (native.pendingRequests > 0 && !this.isForced)) {
      this.watch ??= setInterval(this.endWhenIdle, CLOSING_POLL_MS);
      return;
    }
    clearInterval(this.watch);
    this.native = undefined;
    void native.stop(true);
    this.emit('close');
  };
}

/** Core recognizes servers with TLS by the method that Node's have. */
export class SecureBunServer extends BunServer {
  /** Bun cannot replace the certificate of a server that listens. */
  setSecureContext(): never {
    throw new Error('Bun cannot replace the certificate of a server that listens: start the application again.');
  }
}
