import { types } from 'node:util';

/** True for errors, including those of another realm (a worker's context, a test runner's sandbox). */
export function isError(value: unknown): value is Error {
  // The type first: results of handlers are checked, and the check for other realms is slow for primitives.
  return typeof value === 'object' && value !== null && (value instanceof Error || types.isNativeError(value));
}
