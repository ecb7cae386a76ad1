/** Timers of a longer time fire at once. Milliseconds. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** A timer that fires later than this was not only delayed by other work. Milliseconds. */
const LATE_MS = 1_000;
/** How much longer to wait after a late timer, at most. Milliseconds. */
const MOST_EXTENSION_MS = 5_000;

/** Whether a timer can wait for a time limit. 0 stands for no limit. */
export function isTimeLimit(milliseconds: number): boolean {
  return milliseconds > 0 && milliseconds <= LONGEST_TIMER_MS;
}

/**
 * A time limit for the server. Browsers suspend tabs, and computers sleep: after that, timers that are overdue may fire before what has
 * arrived is delivered. The limit is then extended, once.
 */
export class TimeLimit {
  private timer: ReturnType<typeof setTimeout> | undefined;

  start(milliseconds: number, onEnd: () => void): void {
    this.stop();
    // Unlike `performance.now()`, this includes the time in which the computer slept.
    const late = Date.now() + milliseconds + Math.min(milliseconds, LATE_MS);
    this.timer = setTimeout(() => {
      // Once: browsers run the timers of a hidden tab once per minute, so there each one is late.
      if (Date.now() > late) this.timer = setTimeout(onEnd, Math.min(milliseconds, MOST_EXTENSION_MS));
      else onEnd();
    }, milliseconds);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
