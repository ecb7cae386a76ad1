import { loadRxjs } from '@portico/common/internal';
import type { Observable as RxObservable } from 'rxjs';
import type { Connection } from '../../connections/connection.js';
import { isAsyncIterable } from '../../support/is-stream.js';
import { pullIterable } from './pull-iterable.js';

/** Converts an async iterable to an Observable, for documented adapters; values that are iterables are flattened. */
export function observableOf(connection: Connection, source: AsyncIterable<unknown>): RxObservable<unknown> {
  const { Observable } = loadRxjs();
  return new Observable<unknown>((subscriber) => {
    const pulled = pullIterable(connection, source, {
      next: (value) => subscriber.next(value),
      complete: () => subscriber.complete(),
      fail: (error) => subscriber.error(error),
    });
    return () => pulled.end();
  });
}

/**
 * Replaces streams among the values of an Observable by their own values: an interceptor passes an async generator on
 * as a value.
 */
export function flattened(connection: Connection, source: RxObservable<unknown>): RxObservable<unknown> {
  const { mergeMap, of } = loadRxjs();
  return source.pipe(mergeMap((value) => (isAsyncIterable(value) ? observableOf(connection, value) : of(value))));
}
