import { EMPTY, type Observable, type Observer, of, Subject, throwError, timer } from 'rxjs';
import { map } from 'rxjs/operators';
import { describe, expect, it } from 'vitest';
import { lastValueOf } from './last-value.js';

/** As rxjs 6 does it: the methods of an observer are called on an object that inherits from it. */
function foreign(run: (observer: Observer<unknown>) => void): Observable<unknown> {
  const source: Pick<Observable<unknown>, 'pipe' | 'subscribe'> = {
    pipe: () => EMPTY,
    subscribe: (observer?: Partial<Observer<unknown>> | ((value: unknown) => void) | null) => {
      run(Object.create(Object(observer)));
      return of().subscribe();
    },
  };
  return source as Observable<unknown>;
}

describe('lastValueOf', () => {
  it('returns the last value of a source that completes synchronously', () => {
    expect(lastValueOf(of(1, 2, 3).pipe(map((value) => value * 2)))).toBe(6);
    expect(lastValueOf(EMPTY)).toBeUndefined();
  });

  it('throws the error of a source that fails synchronously', () => {
    expect(() => lastValueOf(throwError(() => new Error('no')))).toThrow('no');
  });

  it('returns a promise of a source that completes or fails later', async () => {
    await expect(lastValueOf(timer(0))).resolves.toBe(0);
    const subject = new Subject<number>();
    const last = lastValueOf(subject);
    subject.next(1);
    subject.error(new Error('later'));
    await expect(last).rejects.toThrow('later');
  });

  it('takes the Observables of another copy of rxjs', async () => {
    expect(
      lastValueOf(
        foreign((observer) => {
          observer.next(1);
          observer.next(2);
          observer.complete();
        }),
      ),
    ).toBe(2);
    expect(() => lastValueOf(foreign((observer) => observer.error(new Error('no'))))).toThrow('no');
  });
});
