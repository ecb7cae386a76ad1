/** What a log shows of something thrown: its stack, or all that there is of what is no error. */
export function stackOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.stack : String(thrown);
}
