/** A message, and the error that is written in the same JSON entry. */
export interface MessageWithError {
  readonly message: unknown;
  readonly error?: Error | undefined;
}

/**
 * Pairs the messages of a call with errors: `error('Cannot adopt', error)` is one entry. The first error belongs to the
 * first message, and each further one has an entry of its own.
 */
export function pairErrors(messages: readonly unknown[]): MessageWithError[] {
  const paired = messages.map(withOwnError);
  const first = messages.findIndex((message) => message instanceof Error);
  if (first <= 0) return paired;
  const [{ error } = {}] = paired.splice(first, 1);
  return [{ message: messages[0], error }, ...paired.slice(1)];
}

function withOwnError(message: unknown): MessageWithError {
  return message instanceof Error ? { message: message.message, error: message } : { message };
}
