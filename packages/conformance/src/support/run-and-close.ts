/**
 * Runs the first check of a suite, and then closes its application. An error of the check takes precedence, because it may be the
 * reason why the application does not close.
 *
 * @throws the error of the check; or an Error with `notClosed` and the reason if `close` rejects
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
