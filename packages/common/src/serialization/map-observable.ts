import type { Observable, Observer, Subscriber, Subscription } from 'rxjs';
import { isPromiseLike } from './is-promise-like.js';

/**
 * Maps what an Observable emits, in order; a promise is waited for before the next value. Written without
 * rxjs' operators, which this package does not load: the Observable at hand gives the constructor.
 */
export function mapObservable<T>(source: Observable<T>, map: (value: T) => unknown): Observable<unknown> {
  const ObservableClass = constructorOf(source);
  return new ObservableClass((subscriber) => {
    let waiting: Promise<void> | undefined;

    const emit = (value: T): void | Promise<void> => {
      const mapped = map(value);
      if (isPromiseLike(mapped)) return Promise.resolve(mapped).then((result) => subscriber.next(result));
      subscriber.next(mapped);
    };
    // Once one value is a promise, all that follow queue behind it.
    const inTurn = (step: () => void | Promise<void>): void => {
      if (waiting) {
        waiting = waiting
          .then(() => (subscriber.closed ? undefined : step()))
          .catch((error: unknown) => subscriber.error(error));
        return;
      }
      try {
        waiting = step() as Promise<void> | undefined;
        waiting = waiting?.catch((error: unknown) => subscriber.error(error));
      } catch (error) {
        subscriber.error(error);
      }
    };

    return source.subscribe({
      next: (value: T) => inTurn(() => emit(value)),
      error: (error: unknown) => inTurn(() => subscriber.error(error)),
      complete: () => inTurn(() => subscriber.complete()),
    } satisfies Observer<T>);
  });
}

type ObservableConstructor = new (subscribe: (subscriber: Subscriber<unknown>) => Subscription) => Observable<unknown>;

/** Subjects and other subclasses inherit `pipe`: the prototype that owns it is Observable's. */
function constructorOf(source: Observable<unknown>): ObservableConstructor {
  let prototype = Object.getPrototypeOf(source) as object;
  while (!Object.hasOwn(prototype, 'pipe')) prototype = Object.getPrototypeOf(prototype) as object;
  return prototype.constructor as ObservableConstructor;
}
