import { isObservable } from '@portico/core/internal';

/** Whether a handler result is a stream of values. */
export function isStream(value: unknown): boolean {
  return isObservable(value);
}
