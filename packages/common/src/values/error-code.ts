import { isObject } from './is-object.js';
import { textOf } from './text-of.js';

/** The `code` of an error, such as `ENOENT`; `undefined` if it has none, or is not an object. */
export function errorCode(error: unknown): string | undefined {
  return isObject(error) && typeof error.code === 'string' ? error.code : undefined;
}

/** The message of an error, or the text of any other value that was thrown. Never throws. */
export function errorMessage(error: unknown): string {
  try {
    if (isObject(error) && typeof error.message === 'string') return error.message;
  } catch {
    // A getter, or a revoked Proxy.
  }
  return textOf(error);
}
