/** Milliseconds: a value that `Date.now()` reaches later is not ahead of it for long. */
const STEP = 2 ** -10;
/** Further ahead, the clock of the system has been set back. Milliseconds. */
const MOST_AHEAD_MS = 1_000;

let last = 0;

/**
 * Returns `Date.now()`, but later than at the call before, so that it is known in which order an event was sent and a room was joined
 * within one millisecond.
 */
export function orderedTime(): number {
  const now = Date.now();
  last = now > last || now < last - MOST_AHEAD_MS ? now : last + STEP;
  return last;
}
