import { isObject } from '@portico/common/internal';
import type { Observable } from 'rxjs';

/** A constant, because the compiler would take a literal for the final state: it does not see that callbacks change it. */
const OPEN: 'open' | 'completed' | 'failed' = 'open';

/**
 * Recognises an Observable by its shape, so that rxjs is not loaded to ask, and so that one from
 * a second installed copy of rxjs is an Observable too.
 */
export function isObservable(value: unknown): value is Observable<unknown> {
  return isObject(value) && typeof value.subscribe === 'function' && typeof value.pipe === 'function';
}

/**
 * The last value of an Observable, `undefined` when it has none. A source that completes while it
 * is subscribed to (`of(x).pipe(map(f))`) answers at once, without a promise.
 *
 * @throws what the source fails with, at once or as a rejection
 */
export function lastValueOf(source: Observable<unknown>): unknown {
  let last: unknown;
  let failure: unknown;
  let state = OPEN;
  let resolve: ((value: unknown) => void) | undefined;
  let reject: ((error: unknown) => void) | undefined;
  source.subscribe({
    next(value) {
      last = value;
    },
    error(error) {
      failure = error;
      state = 'failed';
      reject?.(error);
    },
    complete() {
      state = 'completed';
      resolve?.(last);
    },
  });
  if (state === 'completed') return last;
  if (state === 'failed') throw failure;
  return new Promise<unknown>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
}
