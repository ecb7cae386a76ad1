/**
 * - `connecting`: a connection is being opened
 * - `open`: messages are sent at once
 * - `waiting`: the connection was lost, and the next attempt has yet to begin
 * - `closed`: for good
 */
export type Status = 'connecting' | 'open' | 'waiting' | 'closed';

/** A value that can be read and observed. */
export interface Observed<T> {
  readonly value: T;
  /**
   * Calls a listener with the value of now, and with each later one.
   *
   * @returns ends it
   */
  subscribe(listener: (value: T) => void): () => void;
}

export class ObservedValue<T> implements Observed<T> {
  private readonly listeners = new Set<(value: T) => void>();

  constructor(public value: T) {}

  set(value: T): void {
    if (value === this.value) return;
    this.value = value;
    for (const listener of this.listeners) listener(value);
  }

  subscribe(listener: (value: T) => void): () => void {
    // Each call is a subscription of its own, also of a function that is subscribed already.
    const own = (value: T): void => listener(value);
    this.listeners.add(own);
    listener(this.value);
    return () => {
      this.listeners.delete(own);
    };
  }
}
