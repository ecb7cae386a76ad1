/**
 * Runs the check that a suite begins with, then closes its application. What the check has found comes first: it may be why the
 * application does not close.
 *
 * @throws Error from the check; or with `notClosed` and the reason when `close` rejects
 */
export async function runAndClose(
  check: () => Promise<void>,
  close: () => Promise<unknown>,
  notClosed: string,
): Promise<void> {
  const found = await failureOf(check);
  const failed = await failureOf(close);
  if (found) throw found;
  if (failed) throw new Error(`${notClosed} ${failed.message}`, { cause: failed });
}

async function failureOf(run: () => Promise<unknown>): Promise<Error | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
