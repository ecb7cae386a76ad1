/** Timers of a longer time fire at once. Milliseconds. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whether a timer can wait for a time limit. 0 stands for no limit. */
export function isTimeLimit(milliseconds: number): boolean {
  return milliseconds > 0 && milliseconds <= LONGEST_TIMER_MS;
}
