import type { Connection } from './connection.js';

/** Stored on the client itself, so that every copy of this package finds it without a map. */
const CONNECTION: unique symbol = Symbol.for('portico.websockets.connection');

type Linked = { [CONNECTION]?: Connection };

/** By assignment, because defining a non-enumerable property makes an upgrade on ws ten percent slower. */
export function linkConnection(client: object, connection: Connection): void {
  (client as Linked)[CONNECTION] = connection;
}

/** The connection of a socket of the library. Not used for messages, which are passed with their connection. */
export function connectionOf(client: object): Connection | undefined {
  const { [CONNECTION]: connection }: Linked = client;
  return connection;
}
