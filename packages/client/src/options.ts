/**
 * The members of a WebSocket that are used: those of browsers, of Node.js 22 and later, and of the ws package have
 * them.
 */
export interface SocketLike {
  readonly protocol: string;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  // biome-ignore lint/suspicious/noExplicitAny: each library has its own event classes
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: any) => void): void;
}

export type SocketConstructor = new (url: string, protocols: string[]) => SocketLike;

/** When a client reconnects. */
export interface ReconnectOptions {
  /** Milliseconds before the first attempt, on average: it is delayed by half of it to one and a half. Default: 500. */
  readonly minDelayMs?: number | undefined;
  /**
   * Milliseconds between attempts, at most. The average doubles with each attempt, until attempts are delayed by a third
   * of this to all of it. It is reset by a connection that lasts for five seconds, or for longer than the delay before it.
   * Default: 30,000, or three times `minDelayMs` if that is more.
   */
  readonly maxDelayMs?: number | undefined;
  /** How many consecutive attempts may end without a session before the client is closed. Default: `Infinity`. */
  readonly maxAttempts?: number | undefined;
  /**
   * Whether to reconnect after a close code. `httpStatus` is that of a refused connection, as far as the socket tells it.
   * Default: not after 1000, 1002, 1003, 1007 to 1010, and 3000 to 4999.
   */
  readonly when?: ((code: number, reason: string, httpStatus?: number) => boolean) | undefined;
}

export interface ClientOptions {
  /** The class of sockets. Default: the global `WebSocket`; Node.js 20 has none, so pass that of the ws package. */
  readonly WebSocket?: SocketConstructor | undefined;
  /** Milliseconds that requests wait for a reply, also while the client is offline. 0 for no limit. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
  /**
   * Milliseconds that a connection may take until its session begins; after that, the client tries again, as when a
   * connection is lost. 0 for no limit. Default: 30,000.
   */
  readonly connectTimeoutMs?: number | undefined;
  /**
   * Milliseconds without a frame of the server after which the client pings it. If no reply comes within the same time, and
   * within 10 seconds, the connection is regarded as lost. Servers that do not reply to pings are not pinged. 0 disables
   * it. Default: 30,000.
   */
  readonly heartbeatMs?: number | undefined;
  /**
   * How many messages are queued while the client is offline; further messages fail with `QUEUE_FULL`. Default: 100.
   */
  readonly queueSize?: number | undefined;
  /**
   * Called for each message: returns the span in which it is sent, in the format of [W3C Trace
   * Context](https://www.w3.org/TR/trace-context/). The server continues the trace.
   */
  readonly traceparent?: (() => string | undefined) | undefined;
  /**
   * Called with each error of the function for the URL, also for an invalid URL that it has returned. The client then
   * tries again, as when the connection is lost. Meanwhile, the error is also the `cause` of calls that fail.
   *
   * @example
   * createClient(fetchUrl, { onUrlError: (error) => console.warn('Not connected yet:', error) });
   */
  readonly onUrlError?: ((error: unknown) => void) | undefined;
  /** `false` disables reconnecting. */
  readonly reconnect?: ReconnectOptions | false | undefined;
}
