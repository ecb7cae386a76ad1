import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds of one turn, at least. */
const TURN = 10;

/**
 * Waits for work, but at most for some turns of the event loop. On a busy machine turns take longer, and each handles
 * what has arrived first, so that load alone does not make work late.
 *
 * @param turns of 10 ms each, or more
 * @param late what it resolves to if the work has not completed
 */
export async function within<T, L>(work: PromiseLike<T> | T, turns: number, late: L): Promise<T | L> {
  let isOver = false;
  const waitLimit = async (): Promise<L> => {
    for (let turn = 0; turn < turns && !isOver; turn++) await delay(TURN);
    return late;
  };
  try {
    return await Promise.race([work, waitLimit()]);
  } finally {
    isOver = true;
  }
}
