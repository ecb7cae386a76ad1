/** Whether tests that have a longer form run it: `PORTICO_LONG_TESTS=1`, for a release. */
const IS_LONG = Boolean(process.env.PORTICO_LONG_TESTS);

/** How much a test does: little on every run, more in a long one. */
export function amount(usual: number, long: number): number {
  return IS_LONG ? long : usual;
}

/** The time limit of a test that uses {@link amount}, in milliseconds. */
export const LONG_RUN_TIMEOUT_MS: number = amount(30_000, 600_000);
