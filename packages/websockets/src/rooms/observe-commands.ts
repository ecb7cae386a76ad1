import { isPromiseLike } from '@portico/common/internal';
import { shareOutage } from './outage.js';

type Method = (...args: unknown[]) => unknown;

/**
 * Wraps a client of a database: the result behaves like the given one, and reports each command whose result is a
 * promise. The given client stays as it is, for the commands of the application. Failures of its duplicates, which
 * read, are left to their callers.
 *
 * @param onSent called with the promise that the caller of the command gets, too
 */
export function observeCommands<Client extends object>(
  client: Client,
  onSent: (sent: PromiseLike<unknown>) => void,
): Client {
  const methods = new Map<unknown, Method>();

  function observe(method: Function, isCopying: boolean): Method {
    return (...args) => {
      // Clients have private fields, which a proxy does not have.
      const result: unknown = Reflect.apply(method, client, args);
      if (isPromiseLike(result)) onSent(result);
      if (result === client) return observed;
      return isCopying && typeof result === 'object' && result !== null
        ? observeCommands(result, ignoreFailure)
        : result;
    };
  }

  const observed = new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || name === 'constructor') return value;
      let method = methods.get(value);
      if (!method) {
        method = observe(value, name === 'duplicate');
        methods.set(value, method);
      }
      return method;
    },
    set: (target, name, value) => Reflect.set(target, name, value),
  });
  shareOutage(client, observed);
  return observed;
}

function ignoreFailure(sent: PromiseLike<unknown>): void {
  sent.then(undefined, () => undefined);
}
