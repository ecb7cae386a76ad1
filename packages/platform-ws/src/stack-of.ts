import { inspect } from 'node:util';

/** Returns the text of an error for the log. A parser or a handler may throw anything, even what cannot be read. */
export function stackOf(error: unknown): string {
  try {
    return inspect(error);
  } catch {
    return 'an error that cannot be read';
  }
}
