import type { Expiry } from '../contracts/adapter/expiry.js';
import { webSocketError } from '../errors.js';
import { checkClose } from './check-close.js';
import type { Connection, PendingExpiry } from './connection.js';
import { connectionOf, connectionOfAny } from './connection-of.js';
import { disconnectClient } from './disconnect-client.js';

/** Timers do not follow changes of the clock, and Node.js limits them to 24.8 days. */
const MOST_WAIT_MS = 30_000;

/** In the range for applications, after HTTP's 401. */
const UNAUTHORIZED = 4401;
const EXPIRED = 'Expired';

/**
 * Disconnects a client at a date, such as the expiry of its token; immediately if the date has passed. Another call
 * replaces the date. If the session of the client is recovered by another connection, the date applies to that. Changes
 * of the system clock are noticed within 30 seconds.
 *
 * @param client the socket of the library, or the `GatewayClient`, from `handleConnection` on
 * @param date a `Date`, or milliseconds as in `Date.now()`; `Infinity` cancels
 * @param code the close code, for libraries that can send one: one of your own from 4000 to 4999, or a registered one
 * @throws FrameworkError `PORTICO_WS_DISCONNECT_AT` for an invalid date, and for an object that is not a client of a gateway;
 *   `PORTICO_WS_CLOSE_CODE` for a code that cannot be sent
 * @example
 * handleConnection(client: WebSocket, request: AuthenticatedRequest) {
 *   disconnectAt(client, request.session.expires);
 * }
 * @see docs/gateways.md
 */
export function disconnectAt(client: object, date: Date | number, code: number = UNAUTHORIZED): void {
  const connection = connectionOfAny(client);
  const time = Number(date);
  if (!connection) throw invalid('its first argument is not a connected client of a gateway');
  if (Number.isNaN(time)) throw invalid('its date is invalid');
  checkClose(code, EXPIRED);
  setExpiry(connection, { at: time, code });
  connection.session?.change();
}

/** Disconnects a client at a date, in place of its earlier one. */
export function setExpiry(connection: Connection, { at, code }: Expiry): void {
  const previous = connection.expiry;
  if (previous) {
    connection.remove(previous);
    previous.end();
    connection.expiry = undefined;
  }
  if (at === Number.POSITIVE_INFINITY || connection.isOver) return;
  let timer: NodeJS.Timeout | undefined;
  const expiry: PendingExpiry = { at, code, end: () => clearTimeout(timer) };
  const check = (): void => {
    const left = at - Date.now();
    if (left <= 0) {
      connection.remove(expiry);
      disconnectClient(connection, code, EXPIRED);
      return;
    }
    timer = setTimeout(check, Math.min(left, MOST_WAIT_MS)).unref();
  };
  connection.expiry = expiry;
  connection.add(expiry);
  check();
}

/**
 * When {@link disconnectAt} will disconnect a client, also after it has disconnected. For adapters of libraries that
 * recover sessions themselves, which have to keep the date with the session.
 *
 * @example
 * session.expiry = expiryOf(client); // restoredExpiry() returns it when the session is recovered
 * @see docs/websocket-adapters.md#optional-members
 */
export function expiryOf(client: object): Expiry | undefined {
  const connection = connectionOf(client);
  return connection && keptExpiry(connection);
}

/** Returns the date of a connection without its timer, to be kept with a session. */
export function keptExpiry({ expiry }: Connection): Expiry | undefined {
  return expiry && { at: expiry.at, code: expiry.code };
}

function invalid(why: string): Error {
  return webSocketError(
    'PORTICO_WS_DISCONNECT_AT',
    `disconnectAt() was called, but ${why}.`,
    'Pass the client that handleConnection(), @ConnectedSocket() or @ConnectedClient() provides, and a Date or milliseconds.',
  );
}
