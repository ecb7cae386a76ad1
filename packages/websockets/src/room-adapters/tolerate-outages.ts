import { EventEmitter } from 'node:events';
import { outageOfCommand } from './connection-outages.js';
import { isConnected } from './connection-state.js';
import { observeCommands } from './observe-commands.js';

/**
 * Wraps a client of Redis or a pool of PostgreSQL for room adapters, by which they survive the loss of its connection.
 * Room adapters do not wait for all of their commands, and do not listen to the errors of all connections: a command
 * that is pending when a connection is lost would crash the process. Such failures are logged here, once for each
 * outage. A caller that waits for a command gets its failure.
 *
 * @param client of the package `redis`, `ioredis` or `pg`; its own commands stay as they are
 * @returns for `createAdapter()`; it has all members of the client
 * @example
 * const client = createClient({ url });
 * client.on('error', (error) => logger.error(error));
 * await client.connect();
 * const adapter = createAdapter(tolerateOutages(client)); // of \@socket.io/redis-streams-adapter
 * @see docs/rooms.md
 */
export function tolerateOutages<Client extends object>(client: Client): Client {
  const known = new WeakSet<EventEmitter>();
  return observeCommands(client, (sent) => {
    const outage = outageOfCommand(client);
    const onFailure = (error: unknown): void => outage.note(false, error);
    sent.then((result) => {
      // A client that is closed during an outage also resolves.
      if (isConnected(client)) outage.end();
      // A connection of a pool.
      if (!(result instanceof EventEmitter) || known.has(result)) return;
      known.add(result);
      result.on('error', onFailure);
    }, onFailure);
  });
}
