import type { Ending } from '../clients/connection.js';
import type { ValueSender } from './follow-stream.js';
import type { Message } from './message.js';
import { pullIterable } from './pull-iterable.js';

/** Sends each value of an async iterable, as fast as the client reads. It ends as a followed Observable does. */
export function followIterable(message: Message, source: AsyncIterable<unknown>, sender: ValueSender): void {
  const { connection } = message;
  const ending: Ending = { end: () => message.end() };
  connection.add(ending);
  const finish = (): void => connection.remove(ending);
  pullIterable(connection, source, {
    next: (value) => sender.sendValue(message, value),
    complete: () => {
      finish();
      message.end();
    },
    fail: (error) => {
      finish();
      message.fail(error);
    },
  });
  message.returned();
}
