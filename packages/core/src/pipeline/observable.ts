import { isObject } from '@portico/common/internal';
import type { Observable } from 'rxjs';

/**
 * A constant, because the compiler would treat a literal as the final state: it does not know that callbacks change it.
 */
const OPEN: 'open' | 'completed' | 'failed' = 'open';

/**
 * Recognizes an Observable by its shape, so that rxjs need not be loaded, and Observables of a second installed copy of
 * rxjs are also recognized.
 */
export function isObservable(value: unknown): value is Observable<unknown> {
  return isObject(value) && typeof value.subscribe === 'function' && typeof value.pipe === 'function';
}

/**
 * The last value of an Observable; `undefined` if it has none. A source that completes synchronously
 * (`of(x).pipe(map(f))`) needs no promise.
 *
 * @throws the error of the source, synchronously or as a rejection
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
