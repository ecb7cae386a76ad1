import type { Connection } from './connection.js';

/** On the client itself: found without a table, by every copy of this package. */
const CONNECTION: unique symbol = Symbol.for('portico.websockets.connection');

type Linked = { [CONNECTION]?: Connection };

/** By assignment: a property that is defined as not enumerable makes an upgrade on ws a tenth dearer. */
export function linkConnection(client: object, connection: Connection): void {
  (client as Linked)[CONNECTION] = connection;
}

/** The connection of a socket of the library; not for every message, which is passed with its connection. */
export function connectionOf(client: object): Connection | undefined {
  const { [CONNECTION]: connection }: Linked = client;
  return connection;
}
