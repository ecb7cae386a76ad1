import { setTimeout } from 'node:timers/promises';
import { Logger } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import { webSocketError } from '../errors.js';
import { isClosed } from './connection-state.js';
import { wrapMethods } from './wrap-methods.js';

/** `xRead()` of the package `redis`, `xread()` of `ioredis`. */
const READ = /^xread/i;
/** How long the caller of a read that failed has to wait before it can read again, in milliseconds. */
const PAUSE_MS = 500;

const logger = new Logger('WebSockets');

/**
 * Wraps a client of Redis that a room adapter has made to read. `@socket.io/redis-streams-adapter` repeats a failed read at once,
 * and forever: without a pause, a client that fails without a connection would occupy the event loop.
 */
export function paceReader<Client extends object>(client: Client): Client {
  let isLogged = false;

  async function fail(error: unknown): Promise<never> {
    if (!isClosed(client)) {
      await setTimeout(PAUSE_MS, undefined, { ref: false });
      throw error;
    }
    if (!isLogged) {
      isLogged = true;
      logger.error(closedConnection(error).message);
    }
    return new Promise<never>(() => undefined);
  }

  return wrapMethods(client, (run, name) => {
    // It is disconnected when its room adapter is closed, and would throw where nothing catches it.
    if (name === 'disconnect' && isClosed(client)) return Promise.resolve();
    const result = run();
    if (!isPromiseLike(result)) return result;
    const paced = READ.test(String(name)) ? result.then(undefined, fail) : result;
    // Failures of reads are left to their callers, which do not wait for all of them.
    paced.then(undefined, () => undefined);
    return paced;
  });
}

function closedConnection(error: unknown): Error {
  return webSocketError(
    'PORTICO_WS_ROOM_CONNECTION',
    'The connection by which the room adapter receives is closed, and does not open again: clients of this process receive nothing more from other processes.',
    'Restart the process. So that it reconnects, let reconnectStrategy (ioredis: retryStrategy) of the Redis client always return a delay in milliseconds.',
    error,
  );
}
