/**
 * Waits for a promise, but not longer than a time.
 *
 * @param late gives the result, or throws, when the time is over
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
