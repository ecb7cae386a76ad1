import type { Logger } from '@portico/common';
import type { AddressOf } from '../connections/client-address.js';
import type { ClientLimits } from '../contracts/adapter/client-limits.js';
import type { GuardedGateway } from './create-handshake-checks.js';
import { firstOption, handshakeRate, positiveInteger } from './first-option.js';

/**
 * Returns the limits of the gateways of one server.
 *
 * @throws FrameworkError `PORTICO_WS_HANDSHAKE` for an option that is not valid
 */
export function clientLimitsOf(
  gateways: readonly GuardedGateway[],
  logger: Logger,
  addressOf: AddressOf,
): ClientLimits {
  return {
    maxClients: positiveInteger(firstOption(gateways, 'maxClients', logger)) ?? Infinity,
    maxClientsPerAddress: positiveInteger(firstOption(gateways, 'maxClientsPerAddress', logger)) ?? Infinity,
    maxHandshakesPerSecond: handshakeRate(firstOption(gateways, 'maxHandshakesPerSecond', logger)) ?? Infinity,
    addressOf,
  };
}
