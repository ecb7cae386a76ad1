/** A mistake on the command line. Its message is all that the user sees. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
