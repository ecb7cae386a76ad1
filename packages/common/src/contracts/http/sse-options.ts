import type { RequestMethod } from '../routing/request-method.js';

/** Options of `@Sse()`. */
export interface SseOptions {
  /** The method of the route. Default: `RequestMethod.GET`. */
  method?: RequestMethod | undefined;
  /**
   * How many bytes may wait for a client that reads slowly, before its stream is closed with a warning. `Infinity` sets
   * no limit. Default: 16 MiB.
   */
  maxPendingDataLength?: number | undefined;
}

/** One server-sent event. */
export interface MessageEvent {
  /** The payload; an object is sent as JSON. */
  data?: string | object;
  /** Id of the event; a counter when absent. */
  id?: string;
  /** The `event` field; clients without one get a `message` event. */
  type?: string;
  /** How long a client waits before it reconnects, in milliseconds. */
  retry?: number;
  /** A comment line, which clients ignore: keeps a connection alive. */
  comment?: string;
}

/** The property of a request that holds the abort controller of its event stream. `@SseSignal()` injects its signal. */
export const SSE_ABORT_CONTROLLER: unique symbol = Symbol.for('SSE_ABORT_CONTROLLER');
