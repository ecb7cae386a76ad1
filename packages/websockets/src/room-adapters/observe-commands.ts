import { isObject, isPromiseLike } from '@portico/common/internal';
import { shareOutage } from './connection-outages.js';
import { isConnected } from './connection-state.js';
import { paceReader } from './pace-reader.js';
import { isWithinRequest } from './within-request.js';
import { wrapMethods } from './wrap-methods.js';

/** `publish()`, `sPublish()` of the package `redis`, `spublish()` of `ioredis`. */
const PUBLISH = /^s?publish$/i;

/**
 * Wraps a client of a database: the result behaves like the given one, and reports each command whose result is a
 * promise. The given client stays as it is, for the commands of the application. Its duplicates, which read, are paced.
 *
 * @param onSent called with the promise that the caller of the command gets, too
 */
export function observeCommands<Client extends object>(
  client: Client,
  onSent: (sent: PromiseLike<unknown>) => void,
): Client {
  const observed = wrapMethods(client, (run, name) => {
    const isTooLate = isWithinRequest() && !isConnected(client) && PUBLISH.test(String(name));
    // The client would keep it until it is connected, when the caller of the request has been rejected long ago.
    const result = isTooLate ? Promise.reject(new Error('it has no connection')) : run();
    if (isPromiseLike(result)) onSent(result);
    return name === 'duplicate' && isObject(result) ? paceReader(result) : result;
  });
  shareOutage(client, observed);
  return observed;
}
