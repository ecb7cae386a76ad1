import { inspect } from 'node:util';

/** A value as text. Never throws, not even for an object without a prototype or a revoked Proxy. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return inspect(value, { depth: 0 });
  }
}
