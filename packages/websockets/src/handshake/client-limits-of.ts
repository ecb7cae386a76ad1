import type { Logger } from '@portico/common';
import type { AddressOf } from '../connections/client-address.js';
import type { ClientLimits } from '../contracts/adapter/client-limits.js';
import type { GuardedGateway } from './create-handshake-checks.js';
import { type ChosenOption, firstOption, positiveInteger } from './first-option.js';

const DEFAULT_HANDSHAKES_PER_SECOND = 20;

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
  const rate = firstOption(gateways, 'maxHandshakesPerSecond', logger);
  return {
    maxClients: positiveInteger(firstOption(gateways, 'maxClients', logger)) ?? Infinity,
    maxClientsPerAddress: positiveInteger(firstOption(gateways, 'maxClientsPerAddress', logger)) ?? Infinity,
    maxHandshakesPerSecond: handshakeRate(rate) ?? Infinity,
    addressOf,
  };
}

function handshakeRate(chosen: ChosenOption<'maxHandshakesPerSecond'> | undefined): number | undefined {
  if (chosen?.value === true) return DEFAULT_HANDSHAKES_PER_SECOND;
  return positiveInteger(chosen);
}
