import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** Milliseconds until it gives up. Default: 10,000. */
  timeout?: number;
  /** Milliseconds between two looks. Default: 5. */
  interval?: number;
  /** What is waited for, in the error. */
  what?: string;
}

/**
 * Looks again and again until a condition holds: the replacement of a fixed sleep.
 *
 * @example
 * await waitUntil(() => gateway.disconnected.length === 2);
 *
 * @param condition gives something truthy when it holds; an error thrown by it counts as "not yet"
 * @returns what the condition gave
 * @throws Error when the time is over, with the condition's last error as cause
 */
export async function waitUntil<T>(condition: () => T | PromiseLike<T>, options: WaitOptions = {}): Promise<T> {
  const { timeout = 10_000, interval = 5, what = 'expected state' } = options;
  const late = new Error(`no ${what} within ${timeout} ms`);
  const end = performance.now() + timeout;
  for (;;) {
    try {
      const value = await condition();
      if (value) return value;
      late.cause = undefined;
    } catch (error) {
      late.cause = error;
    }
    if (performance.now() >= end) throw late;
    await delay(interval);
  }
}
