import { textOf } from './text-of.js';

/** The text to log for a thrown value: the stack of an error, or the value itself. Never throws. */
export function stackOf(thrown: unknown): string | undefined {
  try {
    return thrown instanceof Error ? thrown.stack : textOf(thrown);
  } catch {
    // A getter, or a revoked Proxy.
    return textOf(thrown);
  }
}
