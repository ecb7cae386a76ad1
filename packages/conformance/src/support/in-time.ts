/** How long tests wait for a message, a connection or a call. Less than the 5 s of Vitest, whose message would not say what was awaited. */
export const TIMEOUT_MS = 3_000;

/**
 * Waits for a promise with a time limit.
 *
 * @param late returns the message of the error: what was awaited, and what was received instead
 * @throws Error with the message of `late` when the time has expired; or the rejection of the promise
 */
export async function inTime<T>(promise: PromiseLike<T>, late: () => string, withinMs = TIMEOUT_MS): Promise<T> {
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
