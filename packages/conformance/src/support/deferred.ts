import { inTime, TIMEOUT_MS } from './in-time.js';

/** A promise that is resolved from outside. */
export interface Deferred<T = void> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  /**
   * Waits for the promise in a test.
   *
   * @param what a description for the error if it is not resolved in time, such as `the call of handleDisconnect()`
   */
  arrival(what: string): Promise<T>;
}

export function deferred<T = void>(): Deferred<T> {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((onResolve) => {
    resolve = onResolve;
  });
  const late = (what: string) => `Waited ${TIMEOUT_MS / 1_000} s for ${what}, which did not come`;
  return { promise, resolve, arrival: (what) => inTime(promise, () => late(what)) };
}
