import { types } from 'node:util';

/** True for errors, including those of another realm (a worker's context, a test runner's sandbox). */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
