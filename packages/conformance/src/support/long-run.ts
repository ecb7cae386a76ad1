/** Whether tests with a longer form run it. Set `PORTICO_LONG_TESTS=1` before a release. */
const IS_LONG = Boolean(process.env.PORTICO_LONG_TESTS);

/** Returns the number of repetitions of a test: `usual`, or `long` in a long run. */
export function amount(usual: number, long: number): number {
  return IS_LONG ? long : usual;
}

/** The time limit of a test that uses {@link amount}, in milliseconds. */
export const LONG_RUN_TIMEOUT_MS: number = amount(30_000, 600_000);
