import type { Ending } from '../../connections/connection.js';
import type { Message } from '../message.js';
import type { ValueSender } from './follow-stream.js';
import { pullIterable } from './pull-iterable.js';
import { throwErrorIn } from './throw-error-in.js';

/**
 * Sends each value of an async iterable, as fast as the client reads. It ends in the same cases as an Observable.
 *
 * @throws the iterable if it is an Error
 */
export function followIterable(message: Message, source: AsyncIterable<unknown>, sender: ValueSender): Ending {
  const { connection } = message;
  throwErrorIn(source);
  let pulled: Ending | undefined;
  const ending: Ending = {
    end: () => {
      connection.remove(ending);
      pulled?.end();
      message.end();
    },
  };
  connection.add(ending);
  const fail = (error: unknown): void => {
    connection.remove(ending);
    message.fail(error);
  };
  pulled = pullIterable(connection, source, {
    next: (value) => sender.sendValue(message, value),
    complete: () => {
      try {
        sender.completed?.(message);
      } catch (error) {
        fail(error);
        return;
      }
      ending.end();
    },
    fail,
  });
  message.returned();
  return ending;
}
