import type { ClientResource } from '../../connections/connection.js';
import type { Message } from '../message.js';
import type { ValueSender } from './follow-stream.js';
import { pullIterable } from './pull-iterable.js';
import { throwErrorIn } from './throw-error-in.js';

/**
 * Sends each value of an async iterable, as fast as the client reads. It ends in the same cases as an Observable.
 *
 * @throws the iterable if it is an Error
 */
export function followIterable(message: Message, source: AsyncIterable<unknown>, sender: ValueSender): ClientResource {
  const { connection } = message;
  throwErrorIn(source);
  let pulled: ClientResource | undefined;
  const resource: ClientResource = {
    end: () => {
      connection.remove(resource);
      pulled?.end();
      message.end();
    },
  };
  connection.add(resource);
  const fail = (error: unknown): void => {
    connection.remove(resource);
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
      resource.end();
    },
    fail,
  });
  message.returned();
  return resource;
}
