import { inspect } from 'node:util';

/** A value as text. Never throws, not even for an object without a prototype or a revoked Proxy. */
export function textOf(value: unknown): string {
  for (const read of [String, inspect]) {
    try {
      return read(value);
    } catch {
      // A getter that throws.
    }
  }
  return `${typeof value} that cannot be read`;
}
