/** An error in the arguments or answers of the user, who sees only its message. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
