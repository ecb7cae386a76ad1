/**
 * Waits for a promise with a time limit.
 *
 * @param late returns the result after the time-out, or throws
 */
export async function raceTimeout<T>(promise: PromiseLike<T>, timeoutMs: number, late: () => T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
