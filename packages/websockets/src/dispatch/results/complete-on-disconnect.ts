import { loadRxjs } from '@portico/common/internal';
import type { Observable as RxObservable } from 'rxjs';
import type { ClientResource } from '../../connections/connection.js';
import type { Message } from '../message.js';
import { throwErrorIn } from './throw-error-in.js';
import { unsubscribe } from './unsubscribe.js';

/**
 * Creates a stream for an adapter to subscribe to: failures go to the filters, and it completes when its client
 * disconnects.
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
    const resource: ClientResource = { end: () => subscriber.complete() };
    connection.add(resource);
    subscriber.add(() => {
      connection.remove(resource);
      message.end();
    });
    if (!message.handler.compiled.isIntercepted) message.returned();
    const fail = (error: unknown): void => {
      message.fail(error);
      subscriber.complete();
    };
    const subscription = source.subscribe({
      next: (value) => {
        try {
          throwErrorIn(value);
        } catch (error) {
          fail(error);
          return;
        }
        subscriber.next(value);
      },
      error: fail,
      complete: () => subscriber.complete(),
    });
    return () => unsubscribe(subscription);
  });
}
