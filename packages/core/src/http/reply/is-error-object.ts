import { isError } from '@portico/common/internal';

/**
 * Whether a handler result or a value of its stream is an Error, of any realm, which counts as thrown: its properties
 * may only be logged. Checks the type first, because the check for other realms is slow for primitives.
 */
export function isErrorObject(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && isError(value);
}
