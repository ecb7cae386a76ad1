import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Http2Session, ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { closeKeepingIdle, closeServer } from './close-server.js';

export interface DrainOptions {
  /** Whether to end every connection immediately. */
  readonly force?: boolean;
  /** After how many milliseconds the remaining connections are ended. Default: no limit. */
  readonly timeoutMs?: number;
  /** Upgraded connections belong to a transport, and stay open until this promise has settled. */
  readonly transports?: Promise<unknown>;
}

/** In milliseconds: the default of Node's servers. */
const REQUEST_TIMEOUT = 300_000;

/**
 * With a time limit for requests in flight, connections without a request stay open for this time, in milliseconds. A
 * proxy may be sending the next request on them, and could not repeat it: a connection is closed without such a loss only
 * by a response that says so.
 */
const IDLE_TIME = 1_000;

/** An iteration of the event loop that takes longer, in milliseconds, leaves time for connections to arrive. */
const QUICK = 0.5;

/** The state of a stream of HTTP/2 that neither side has ended: its request is not complete. */
const OPEN = 2;

/** Node stores the current response on its socket, so reading it on demand costs nothing per request. */
interface TrackedSocket extends Socket {
  _httpMessage?: ServerResponse | null;
  /** `null` once the connection was upgraded and is no longer read as HTTP. */
  parser?: unknown;
  /** The underlying socket of a TLS socket. */
  _parent?: Socket;
  /** The protocol that a TLS socket has negotiated: `h2` for HTTP/2. */
  alpnProtocol?: string | false | null;
}

/**
 * Tracks the connections of one server and ends them. While the server runs, it only stores the sockets, and the
 * streams of HTTP/2; which sockets are busy is determined on demand.
 */
export class ServerTracker {
  private readonly sockets = new Set<TrackedSocket>();
  private readonly sessions = new Set<Http2Session>();
  /** The requests of HTTP/2 in flight. */
  private readonly streams = new Set<ServerHttp2Stream>();
  private readonly awaited = new WeakSet<ServerResponse>();
  private draining: Promise<number> | undefined;
  private sparesIdle = false;
  private sparesUpgraded = false;
  private stopped = 0;

  constructor(readonly server: Server) {
    const { sockets } = this;
    // One listener for all connections, which close once.
    const forget = function (this: TrackedSocket): void {
      sockets.delete(this);
    };
    const keep = (socket: TrackedSocket): void => {
      // A server reads a connection again after a request for an unknown upgrade.
      if (sockets.has(socket)) return;
      sockets.add(socket);
      socket.on('close', forget);
    };
    server.on('connection', keep);
    server.on('secureConnection', keep);
    server.on('session', (session: Http2Session) => {
      this.sessions.add(session);
      session.once('close', () => this.sessions.delete(session));
    });
    const { streams } = this;
    const forgetStream = function (this: ServerHttp2Stream): void {
      streams.delete(this);
    };
    server.on('stream', (stream: ServerHttp2Stream) => {
      streams.add(stream);
      stream.once('close', forgetStream);
    });
  }

  /** Responds to every new request with 503, instead of the handler. */
  refuse(): void {
    this.server.removeAllListeners('request');
    this.server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
      response.writeHead(503, { 'content-type': 'application/json; charset=utf-8', connection: 'close' });
      response.end('{"statusCode":503,"message":"The server is shutting down","error":"Service Unavailable"}');
    });
  }

  /**
   * Accepts no new connections, closes idle ones (including those with incomplete requests and upgraded ones), and
   * waits for requests in flight, after which their connections close. With `timeoutMs`, idle connections have a second
   * in which another request may arrive. Further calls return the same promise.
   *
   * @returns how many requests the deadline stopped
   */
  drain(options: DrainOptions): Promise<number> {
    this.draining ??= this.end(options);
    return this.draining;
  }

  private async end({ force = false, timeoutMs, transports }: DrainOptions): Promise<number> {
    this.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) =>
      this.closeAfter(response),
    );
    const deadline = force ? undefined : this.startDeadline(timeoutMs);
    const idleTime = force || timeoutMs === undefined ? 0 : Math.min(timeoutMs, IDLE_TIME);
    this.sparesIdle = idleTime > 0;
    if (transports) this.spareUpgraded(transports);
    if (this.sparesIdle) await this.acceptWaiting(idleTime);
    const closed = this.sparesIdle ? closeKeepingIdle(this.server) : closeServer(this.server);
    if (force) this.destroyAll();
    else this.closeIdle();
    const idle = this.sparesIdle ? setTimeout(() => this.endIdle(), idleTime) : undefined;
    try {
      await closed;
    } finally {
      clearTimeout(idle);
      clearTimeout(deadline);
    }
    return this.stopped;
  }

  /**
   * The system resets connections that it has established and Node has not accepted when a server stops listening, and
   * the client may have sent its request. So it stops after a quick iteration of the event loop that accepted none.
   */
  private async acceptWaiting(time: number): Promise<void> {
    let accepted = true;
    const onConnection = (): void => {
      accepted = true;
    };
    this.server.on('connection', onConnection);
    const began = performance.now();
    for (let last = began, now = began, quick = false; (accepted || !quick) && now - began < time; last = now) {
      accepted = false;
      await new Promise(setImmediate);
      now = performance.now();
      quick = last > began && now - last < QUICK;
    }
    this.server.off('connection', onConnection);
  }

  private endIdle(): void {
    this.sparesIdle = false;
    this.closeIdle();
  }

  private spareUpgraded(transports: Promise<unknown>): void {
    this.sparesUpgraded = true;
    const end = (): void => {
      this.sparesUpgraded = false;
      this.closeIdle();
    };
    transports.then(end, end);
  }

  /** Without a deadline of ours a client that stops in the middle of its request still has Node's, which a closed server no longer keeps. */
  private startDeadline(timeoutMs: number | undefined): NodeJS.Timeout | undefined {
    if (timeoutMs !== undefined) return setTimeout(() => this.stop(), timeoutMs);
    // Servers of HTTP/2 have no limit of their own.
    const { requestTimeout = REQUEST_TIMEOUT } = this.server;
    return requestTimeout > 0 ? setTimeout(() => this.destroyStalled(), requestTimeout) : undefined;
  }

  private destroyStalled(): void {
    for (const socket of this.sockets) if (responseOn(socket)?.req.complete === false) socket.destroy();
    for (const stream of this.streams) if (stream.state.state === OPEN) stream.destroy();
  }

  private closeIdle(): void {
    for (const session of this.sessions) session.close();
    const isBusy = (socket: TrackedSocket): boolean =>
      responseOn(socket) !== undefined || this.isSpared(socket) || this.isOfSession(socket);
    const busyBelow = new Set<unknown>();
    for (const socket of this.sockets) if (isBusy(socket)) busyBelow.add(socket._parent);
    for (const socket of this.sockets) {
      const response = responseOn(socket);
      if (response) this.closeAfter(response);
      else if (!this.sparesIdle && !busyBelow.has(socket) && !isBusy(socket)) socket.destroySoon();
    }
  }

  /** Closing a session of HTTP/2 closes its socket. A server may have connections of HTTP/1.1 beside them. */
  private isOfSession(socket: TrackedSocket): boolean {
    return this.sessions.size > 0 && (socket.alpnProtocol === 'h2' || !('setSecureContext' in this.server));
  }

  private isSpared(socket: TrackedSocket): boolean {
    return this.sparesUpgraded && socket.parser === null;
  }

  /** Ends the remaining connections, except those that a transport still has to end. */
  private stop(): void {
    this.stopped += this.streams.size;
    for (const session of this.sessions) session.destroy();
    const sparedBelow = new Set<unknown>();
    for (const socket of this.sockets) if (this.isSpared(socket)) sparedBelow.add(socket._parent);
    for (const socket of this.sockets) {
      if (responseOn(socket)) this.stopped += 1;
      if (!sparedBelow.has(socket) && !this.isSpared(socket)) socket.destroy();
    }
  }

  private closeAfter(response: ServerResponse): void {
    if (!response.headersSent && response.req.httpVersionMajor < 2) response.setHeader('connection', 'close');
    if (this.awaited.has(response)) return;
    this.awaited.add(response);
    // A socket is free of its response only after this event, and may have the next request by then.
    response.once('close', () => setImmediate(() => this.closeIdle()));
  }

  private destroyAll(): void {
    for (const session of this.sessions) session.destroy();
    for (const socket of this.sockets) socket.destroy();
  }
}

function responseOn(socket: TrackedSocket): ServerResponse | undefined {
  const response = socket._httpMessage;
  return response && !response.destroyed ? response : undefined;
}
