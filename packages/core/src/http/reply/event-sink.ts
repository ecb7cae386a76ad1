import type { Writable } from 'node:stream';

/** What the events of a stream are written to: the response of Node, or a stream that ends there. */
export interface EventSink extends Writable {
  /** Sends the headers before the first event. */
  flushHeaders?(): void;
}
