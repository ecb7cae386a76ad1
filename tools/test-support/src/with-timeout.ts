/**
 * Waits for something no longer than this, and names it when it does not come.
 *
 * @param promise what is awaited
 * @param what its name in the error, as in "no <what> within 10000 ms"
 * @param milliseconds how long; default: 10,000, which fits a busy machine
 * @throws Error when the time is over
 */
export async function withTimeout<T>(promise: PromiseLike<T>, what = 'result', milliseconds = 10_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  // The stack is taken here: in the timer it would not show which test was waiting.
  const late = new Error(`no ${what} within ${milliseconds} ms`);
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), milliseconds);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
