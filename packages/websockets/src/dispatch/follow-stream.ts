import type { Ending } from '../clients/connection.js';
import type { Message } from './message.js';

/** The part of an Observable that is needed. */
export interface Subscribable {
  subscribe(observer: { next(value: unknown): void; error(error: unknown): void; complete(): void }): {
    unsubscribe(): void;
  };
}

/** Sends one value of a stream. */
export interface ValueSender {
  sendValue(message: Message, value: unknown): void;
}

/**
 * Sends each value of an Observable. It ends when the Observable does, with its first failure, with a value that cannot
 * be sent, or with the client.
 */
export function followStream(message: Message, source: Subscribable, sender: ValueSender): void {
  const { connection } = message;
  if (connection.isOver) {
    message.end();
    return;
  }
  let isOver = false;
  let subscription: { unsubscribe(): void } | undefined;
  const finish = (): boolean => {
    if (isOver) return false;
    isOver = true;
    connection.remove(ending);
    subscription?.unsubscribe();
    return true;
  };
  const end = (): void => {
    if (finish()) message.end();
  };
  const fail = (error: unknown): void => {
    if (finish()) message.fail(error);
  };
  const ending: Ending = { end };
  connection.add(ending);
  try {
    subscription = source.subscribe({
      next(value) {
        if (isOver) return;
        try {
          sender.sendValue(message, value);
        } catch (error) {
          fail(error);
        }
      },
      error: fail,
      complete: end,
    });
  } catch (error) {
    fail(error);
  }
  if (isOver) subscription?.unsubscribe();
  if (!message.handler.compiled.isIntercepted) message.returned();
}
