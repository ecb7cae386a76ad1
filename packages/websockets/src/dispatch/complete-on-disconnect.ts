import type { Observable as RxObservable } from 'rxjs';
import type { Ending } from '../clients/connection.js';
import { loadRxjs } from './deliver-synchronously.js';
import type { Message } from './message.js';

/**
 * A stream for an adapter to subscribe to: failures go to the filters, and it completes when its client disconnects.
 */
export function completeOnDisconnect(message: Message, source: RxObservable<unknown>): RxObservable<unknown> {
  const { connection } = message;
  const { Observable } = loadRxjs();
  return new Observable<unknown>((subscriber) => {
    if (connection.isOver) {
      subscriber.complete();
      message.end();
      return undefined;
    }
    const ending: Ending = { end: () => subscriber.complete() };
    connection.add(ending);
    subscriber.add(() => {
      connection.remove(ending);
      message.end();
    });
    if (!message.handler.compiled.isIntercepted) message.returned();
    return source.subscribe({
      next: (value) => subscriber.next(value),
      error: (error) => {
        message.fail(error);
        subscriber.complete();
      },
      complete: () => subscriber.complete(),
    });
  });
}
