/** `@portico/common/utils/random-string-generator.util.js`: random ids. */
import { randomUUID } from 'node:crypto';

/** A random string: 32 hexadecimal digits. Not a secret: use `randomBytes` of Node for those. */
export function randomStringGenerator(): string {
  return randomUUID().replaceAll('-', '');
}
