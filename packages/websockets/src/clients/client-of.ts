import { connectionOfAny } from '../connections/connection-of.js';
import type { GatewayClient } from '../contracts/gateways/gateway-client.js';
import { portableClientOf } from './portable-client.js';

/**
 * Returns the portable client for a socket that a gateway has received. A `GatewayClient` is returned unchanged.
 *
 * @returns `undefined` if the socket is not a client of a gateway
 * @example
 * const client = clientOf(socket);
 * for (const row of rows) {
 *   client.emit('row', row);
 *   await client.drained();
 * }
 * @see docs/gateways.md
 */
export function clientOf<Native extends object>(socket: Native): GatewayClient<any, any, Native> | undefined {
  const connection = connectionOfAny(socket);
  return connection && portableClientOf(connection);
}
