import { loadRxjs } from '@portico/common/internal';
import type { Observable, Observer, Subscriber } from 'rxjs';

/** Receives the values of an Observable, and keeps the last one. */
interface LastValue extends Subscriber<unknown> {
  /** @throws the error of the source, synchronously or as a rejection */
  result(): unknown;
}

let construct: (() => LastValue) | undefined;

/**
 * Returns the last value of an Observable; `undefined` if it has none. A source that completes synchronously
 * (`of(x).pipe(map(f))`) needs no promise.
 *
 * @throws the error of the source, synchronously or as a rejection
 */
export function lastValueOf(source: Observable<unknown>): unknown {
  construct ??= define();
  const last = construct();
  const isOwn = source instanceof loadRxjs().Observable;
  source.subscribe(isOwn ? last : observerOf(last));
  return last.result();
}

/** Another copy of rxjs may call the methods of an observer on an object of its own. */
function observerOf(last: LastValue): Observer<unknown> {
  return {
    next: (value) => last.next(value),
    error: (error) => last.error(error),
    complete: () => last.complete(),
  };
}

/** Defines a subscriber that is one object: for an observer, rxjs creates three objects and the callbacks. */
function define(): () => LastValue {
  const { Subscriber } = loadRxjs();
  class LastValueSubscriber extends Subscriber<unknown> implements LastValue {
    private last: unknown = undefined;
    private state: 'open' | 'completed' | 'failed' = 'open';
    private settle: ((by: LastValueSubscriber) => void) | undefined = undefined;

    result(): unknown {
      if (this.state === 'completed') return this.last;
      if (this.state === 'failed') throw this.last;
      return new Promise<unknown>((resolve, reject) => {
        this.settle = ({ state, last }) => (state === 'failed' ? reject(last) : resolve(last));
      });
    }

    protected override _next(value: unknown): void {
      this.last = value;
    }

    protected override _error(error: unknown): void {
      this.last = error;
      this.end('failed');
    }

    protected override _complete(): void {
      this.end('completed');
    }

    private end(state: 'completed' | 'failed'): void {
      this.state = state;
      this.unsubscribe();
      this.settle?.(this);
    }
  }
  return () => new LastValueSubscriber();
}
