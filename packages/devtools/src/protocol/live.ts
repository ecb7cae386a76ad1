/** Events of `live`. */
export interface LiveEvents {
  /** Sent immediately, and then every second. */
  readonly snapshot: Snapshot;
}

export interface Snapshot {
  /** The time in milliseconds, like `Date.now()`. This applies to every `at`. */
  readonly at: number;
  /** The value of the {@link ApplicationDescription}. If it differs, the application has been started again. */
  readonly start: string;
  readonly servers: readonly ServerSnapshot[];
  readonly process: ProcessSnapshot;
}

/** Messages are counted since the start of the server, and handlers since a page was opened. */
export interface ServerSnapshot {
  readonly id: string;
  readonly adapter: string;
  /** A readable name, such as `/socket.io`, `/rooms/:room` or `/chat on port 3001`. */
  readonly place: string;
  readonly gateways: readonly string[];
  readonly clients: number;
  /** The number of rooms without the room that each client has for itself. */
  readonly rooms: number;
  /** Measured in the last second. */
  readonly messagesPerSecond: number;
  readonly accepted: number;
  readonly completed: number;
  readonly failed: number;
  readonly running: number;
  readonly streaming: number;
  readonly queued: number;
  readonly bufferedBytes: number;
  /** Only reasons that have occurred. */
  readonly discarded: Readonly<Record<string, number>>;
  /** The number of connections that were refused since a page was opened. */
  readonly refused: number;
  readonly handlers: readonly HandlerSnapshot[];
}

/** A handler that has been called since a page was opened. Times are in milliseconds and end when the result is complete. */
export interface HandlerSnapshot {
  readonly event: string;
  readonly gateway: string;
  readonly handler: string;
  readonly calls: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface ProcessSnapshot {
  /** The memory in bytes. */
  readonly memory: { readonly rss: number; readonly heapUsed: number; readonly heapTotal: number };
  /** The load of the processor in the last second. 1 is one core; several threads can use more. */
  readonly cpu: number;
  /** The mean and longest delay in the last second, in milliseconds. */
  readonly eventLoopDelay: { readonly mean: number; readonly max: number };
  /** The seconds since the process was started. */
  readonly uptime: number;
}
