/** How long tests wait for a message, a connection or a call. Vitest gives a test 5 s by default, and its message would not say what was awaited. */
export const PATIENCE_MS = 3_000;

/**
 * Waits for a promise, but not for longer than a test may.
 *
 * @param late what is said when time is up: what was awaited, and what was seen instead
 * @throws Error with what `late` returns, or what the promise rejects with
 */
export async function inTime<T>(promise: PromiseLike<T>, late: () => string, withinMs = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(late())), withinMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
