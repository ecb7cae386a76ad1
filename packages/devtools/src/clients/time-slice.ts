import { setImmediate } from 'node:timers/promises';

/** The maximum time for which reading a list delays other work of the process. */
const MAX_SLICE_MS = 5;

/**
 * Divides the reading of a long list into time slices, between which the application can do other work.
 *
 * @example
 * if (slice.isOver) await slice.next();
 */
export class TimeSlice {
  private since = performance.now();

  get isOver(): boolean {
    return performance.now() - this.since > MAX_SLICE_MS;
  }

  async next(): Promise<void> {
    await setImmediate();
    this.since = performance.now();
  }
}
