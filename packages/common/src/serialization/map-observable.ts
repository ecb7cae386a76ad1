import type { Observable, Observer, Subscriber, Subscription } from 'rxjs';
import { isPromiseLike } from '../values/is-promise-like.js';

/**
 * Maps the values of an Observable, in order; a promise is awaited before the next value. Does not use operators of
 * rxjs, which this package does not load: the constructor comes from the given Observable.
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
    // Once one value is a promise, all following values wait for it.
    const inOrder = (step: () => void | Promise<void>): void => {
      if (waiting) {
        waiting = waiting
          .then(() => (subscriber.closed ? undefined : step()))
          .catch((error: unknown) => subscriber.error(error));
        return;
      }
      try {
        // A step returns a promise or nothing.
        waiting = step() as Promise<void> | undefined;
        waiting = waiting?.catch((error: unknown) => subscriber.error(error));
      } catch (error) {
        subscriber.error(error);
      }
    };

    return source.subscribe({
      next: (value: T) => inOrder(() => emit(value)),
      error: (error: unknown) => inOrder(() => subscriber.error(error)),
      complete: () => inOrder(() => subscriber.complete()),
    } satisfies Observer<T>);
  });
}

type ObservableConstructor = new (subscribe: (subscriber: Subscriber<unknown>) => Subscription) => Observable<unknown>;

/** Subjects and other subclasses inherit `pipe`: the prototype that has it as an own property is that of Observable. */
function constructorOf(source: Observable<unknown>): ObservableConstructor {
  let prototype: object = Object.getPrototypeOf(source);
  while (!Object.hasOwn(prototype, 'pipe')) prototype = Object.getPrototypeOf(prototype);
  // The prototype that has `pipe` is that of an Observable class.
  return prototype.constructor as ObservableConstructor;
}
