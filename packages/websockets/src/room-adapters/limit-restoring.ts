import { Logger } from '@portico/common';
import { isPromiseLike, stackOf } from '@portico/common/internal';
import type { RoomAdapter } from '../contracts/adapter/room-adapter.js';
import { webSocketError } from '../errors.js';
import { raceTimeout } from '../support/race-timeout.js';
import { keepsSessions } from './keeps-sessions.js';
import { withoutUnserializable } from './serializable.js';

/** How long a reconnecting client waits for the room adapter, in milliseconds. */
const RESTORE_TIMEOUT_MS = 5_000;

/** Of an offset of Redis. */
const LARGEST_NUMBER = 2n ** 64n - 1n;

const logger = new Logger('WebSockets');

/**
 * Limits how long a room adapter may take to find a session: without a connection, it waits until that is back, and the
 * client would wait for as long. That it took too long is logged once, until a session is found in time again. Data of clients is
 * stored without what cannot be serialized, which would fail where nothing catches the error.
 */
export function limitRestoring(adapter: RoomAdapter): void {
  const { persistSession, restoreSession } = adapter;
  if (!keepsSessions(adapter) || !persistSession || !restoreSession) return;
  let isLogged = false;
  adapter.persistSession = (session) => {
    try {
      return persistSession.call(adapter, { ...session, data: withoutUnserializable(session.data) });
    } catch (error) {
      // Called while a client disconnects: nothing catches it there.
      logger.error('A session could not be stored', stackOf(error));
    }
  };
  adapter.restoreSession = (pid, offset) => {
    if (isTooLarge(offset)) return Promise.resolve(null);
    const found = restoreSession.call(adapter, pid, offset);
    if (!isPromiseLike(found)) return found;
    const fail = (): never => {
      const error = tooSlow();
      if (!isLogged) logger.warn(error.message);
      isLogged = true;
      throw error;
    };
    const inTime = (): void => {
      isLogged = false;
    };
    found.then(inTime, inTime);
    return raceTimeout(found, RESTORE_TIMEOUT_MS, fail);
  };
}

/**
 * Returns whether an offset has the form of those of Redis, with a number of more than 64 bits. A client can send one; Redis would refuse
 * the command, which would be logged as an outage.
 */
function isTooLarge(offset: string): boolean {
  const [, ...numbers] = /^(\d+)-(\d+)$/.exec(offset) ?? [];
  return numbers.some((each) => BigInt(each) > LARGEST_NUMBER);
}

function tooSlow(): Error {
  return webSocketError(
    'PORTICO_WS_RECOVERY',
    `The room adapter did not find the session of a client within ${RESTORE_TIMEOUT_MS} ms. Clients that reconnect begin new sessions.`,
    'Check the connection of the room adapter, such as that to Redis, and its load.',
  );
}
