import type { Observable } from 'rxjs';

/**
 * Recognises an Observable by its shape, so that rxjs is not loaded to ask, and so that one from
 * a second installed copy of rxjs is an Observable too.
 */
export function isObservable(value: unknown): value is Observable<unknown> {
  return (
    value !== null &&
    typeof value === 'object' &&
    typeof (value as { subscribe?: unknown }).subscribe === 'function' &&
    typeof (value as { pipe?: unknown }).pipe === 'function'
  );
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
  let state: 'open' | 'completed' | 'failed' = 'open';
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
  // The callbacks above may have run already: TypeScript can't see that.
  const reached = state as 'open' | 'completed' | 'failed';
  if (reached === 'completed') return last;
  if (reached === 'failed') throw failure;
  return new Promise<unknown>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
}
