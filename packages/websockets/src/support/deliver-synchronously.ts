import { loadRxjs } from '@portico/common/internal';
import type { Observable as RxObservable, Subscriber } from 'rxjs';

let delivering = false;

/**
 * Returns whether a value is being delivered: an error that is thrown now is rethrown by {@link deliverSynchronously}.
 */
export function isDelivering(): boolean {
  return delivering;
}

/**
 * Passes a value to a subscriber, and throws the errors of its consumer. By default rxjs reports such an error
 * asynchronously, where only the process can catch it. Its synchronous error handling, enabled only for this value,
 * throws it here.
 *
 * @throws the error of the consumer
 */
export function deliverSynchronously(subscriber: Subscriber<unknown>, value: unknown): void {
  const { config, Observable } = loadRxjs();
  const before = config.useDeprecatedSynchronousErrorHandling;
  const outer = delivering;
  config.useDeprecatedSynchronousErrorHandling = true;
  delivering = true;
  try {
    const turn: RxObservable<never> = new Observable(() => subscriber.next(value));
    turn.subscribe();
  } finally {
    delivering = outer;
    config.useDeprecatedSynchronousErrorHandling = before;
  }
}
