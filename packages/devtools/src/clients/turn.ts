import { setImmediate } from 'node:timers/promises';

/** The maximum time for which reading a list delays other work of the process. */
const MAX_TURN_MS = 5;

/**
 * Divides the reading of a long list into turns, between which the application can do other work.
 *
 * @example
 * if (turn.isOver) await turn.next();
 */
export class Turn {
  private since = performance.now();

  get isOver(): boolean {
    return performance.now() - this.since > MAX_TURN_MS;
  }

  async next(): Promise<void> {
    await setImmediate();
    this.since = performance.now();
  }
}
