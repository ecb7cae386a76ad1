import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds of one turn, at least. */
const TURN = 10;

/**
 * Waits for work, but for no more than some turns of the event loop. On a busy machine turns take longer; whatever has
 * come by then is handled first in each of them, so that load alone makes nothing late.
 *
 * @param turns of 10 ms each, or more
 * @param late what it resolves to when the work has not come to its end
 */
export async function within<T, L>(work: PromiseLike<T> | T, turns: number, late: L): Promise<T | L> {
  let isOver = false;
  const patience = async (): Promise<L> => {
    for (let turn = 0; turn < turns && !isOver; turn++) await delay(TURN);
    return late;
  };
  try {
    return await Promise.race([work, patience()]);
  } finally {
    isOver = true;
  }
}
