/** The text to log for a thrown value: the stack of an error, or the value itself. */
export function stackOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? thrown.stack : String(thrown);
}
