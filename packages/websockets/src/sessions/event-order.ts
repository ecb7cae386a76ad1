import { orderedTime } from './ordered-time.js';

/** Returns numbers that tell in which order rooms were joined and events were sent: each is greater than the one before. */
export type EventOrder = () => number;

let last = 0;

/** The order within one process. It does not depend on the clock of the system, which may be set back. */
export function ownOrder(): number {
  last += 1;
  return last;
}

/** @param isShared whether the numbers of several processes are compared, which only have their clocks in common */
export function eventOrder(isShared: boolean): EventOrder {
  return isShared ? orderedTime : ownOrder;
}
