import { report } from './report.js';

/**
 * - `connecting`: a connection is being opened
 * - `open`: messages are sent immediately
 * - `waiting`: the connection was lost, and the next attempt has not started yet
 * - `closed`: the client does not reconnect
 */
export type Status = 'connecting' | 'open' | 'waiting' | 'closed';

/** How a connection was closed. */
export interface Closing {
  /** The close code: 1006 if the connection was lost without one, or was refused by the server. */
  readonly code: number;
  readonly reason: string;
  /**
   * The HTTP status with which the server refused the connection, such as 401. Only sockets of the ws package tell it: browsers and the
   * global `WebSocket` of Node.js do not.
   */
  readonly httpStatus?: number;
}

/** A value that can be read and observed. */
export interface Observed<T> {
  readonly value: T;
  /**
   * Calls a listener with the current value, and with each later one.
   *
   * @returns a function that removes the listener
   */
  subscribe(listener: (value: T) => void): () => void;
}

export class ObservedValue<T> implements Observed<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(public value: T) {}

  /** @param before called with the new value set, before the listeners */
  set(value: T, before?: () => void): void {
    if (value === this.value) return;
    this.value = value;
    before?.();
    for (const listener of [...this.listeners]) {
      // A listener has changed the value, of which all of them have been notified.
      if (this.value !== value) return;
      if (this.listeners.has(listener)) report(() => listener(value));
    }
  }

  subscribe(listener: (value: T) => void): () => void {
    // Each call is a separate subscription, even for the same function.
    const own = (value: T): void => listener(value);
    this.listeners.add(own);
    listener(this.value);
    return () => {
      this.listeners.delete(own);
    };
  }
}
