import { randomBytes } from 'node:crypto';

/** Creates a key that no other decorator has, in this process or in another copy of the package. */
export function uniqueKey(prefix: string): string {
  return `${prefix}:${randomBytes(10).toString('hex')}`;
}
