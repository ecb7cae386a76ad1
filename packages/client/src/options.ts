/** What is needed of a WebSocket: those of browsers, of Node.js 22 and later, and of the ws package have it. */
export interface SocketLike {
  readonly protocol: string;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  // biome-ignore lint/suspicious/noExplicitAny: each library has event classes of its own
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: any) => void): void;
}

export type SocketConstructor = new (url: string, protocols: string[]) => SocketLike;

/** When a client connects again. */
export interface ReconnectOptions {
  /** Milliseconds before the first attempt, on average. Default: 500. */
  readonly minDelayMs?: number;
  /** Milliseconds between attempts, at most. The delay doubles with each attempt up to this. Default: 30,000. */
  readonly maxDelayMs?: number;
  /** How many attempts may fail one after the other before the client is closed. Default: `Infinity`. */
  readonly maxAttempts?: number;
  /** Whether to connect again after a close code. Default: not after 1000, 1002, 1003, 1007 to 1010, and 3000 to 4999. */
  readonly when?: (code: number, reason: string) => boolean;
}

export interface ClientOptions {
  /** The class of sockets. Default: the global `WebSocket`; Node.js 20 has none, so pass that of the ws package. */
  readonly WebSocket?: SocketConstructor;
  /** Milliseconds that requests wait for a reply, also while the client is offline. 0 for no limit. Default: 10,000. */
  readonly timeoutMs?: number;
  /** How many messages wait while the client is offline; more fail with `QUEUE_FULL`. Default: 100. */
  readonly queueSize?: number;
  /**
   * Called for each message: the span in which it is sent, as [W3C Trace Context](https://www.w3.org/TR/trace-context/) writes it. The
   * server continues the trace.
   */
  readonly traceparent?: () => string | undefined;
  /** `false` never connects again. */
  readonly reconnect?: ReconnectOptions | false;
}
