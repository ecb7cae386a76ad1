import { isObject } from '@portico/common/internal';
import type { Connection } from './connection.js';

/** What `super()` returns is what a class adds its private members to. */
class Returned {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is the whole purpose of the class
    return object;
  }
}

/**
 * The connection as a private member of the client, whatever the client is an instance of: nothing lists or prints it. An upgrade on
 * ws with a property that is defined as not enumerable costs a tenth more, and with a table even more.
 */
class Link extends Returned {
  #connection: Connection;

  private constructor(client: object, connection: Connection) {
    super(client);
    this.#connection = connection;
  }

  static set(client: object, connection: Connection): void {
    if (#connection in client) client.#connection = connection;
    else new Link(client, connection);
  }

  static get(client: object): Connection | undefined {
    return #connection in client ? client.#connection : undefined;
  }
}

export function linkConnection(client: object, connection: Connection): void {
  Link.set(client, connection);
}

/** Returns the connection of a socket of the library. Not used for messages, which are passed with their connection. */
export function connectionOf(client: object): Connection | undefined {
  return Link.get(client);
}

/** Does the same for what applications pass: a socket of the library, or the `GatewayClient` for it. */
export function connectionOfAny(client: object): Connection | undefined {
  const connection = connectionOf(client);
  if (connection || !('native' in client)) return connection;
  const { native } = client;
  return isObject(native) ? connectionOf(native) : undefined;
}
