import { numberOption } from '@portico/common/internal';
import type { GatewayAdapter } from '../../contracts/adapter/gateway-adapter.js';
import { dispatchLimits } from '../../dispatch/dispatch-limits.js';
import { checkHandshakeNumbers } from '../../handshake/first-option.js';
import { roomLimits } from '../../rooms/room-limits.js';
import { recoveryLimits } from '../../sessions/recovery-limits.js';
import { bodyLimits } from '../../validation/body-limits.js';
import type { AdaptedGateway } from '../adapters/choose-adapters.js';
import { shutdownLimits } from './shutdown-limits.js';

/**
 * Checks the numeric options of gateways and of their adapters before servers are created, so that an error names what has
 * the option. A limit that is not a number would otherwise be off.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`, `PORTICO_WS_DISPATCH`, `PORTICO_WS_HANDSHAKE` or `PORTICO_WS_RECOVERY`
 */
export function checkNumbers(gateways: readonly AdaptedGateway[]): void {
  for (const adapter of new Set(gateways.map(({ choice }) => choice.adapter))) checkAdapter(adapter);
  for (const { name, options } of gateways) {
    const { highWaterMark, connectionStateRecovery } = options;
    checkHandshakeNumbers(name, options);
    dispatchLimits(options.dispatch, name);
    bodyLimits(options.bodyLimits, name);
    roomLimits(options.rooms, name);
    checkHighWaterMark(name, highWaterMark);
    if (connectionStateRecovery) recoveryLimits(connectionStateRecovery, name);
  }
}

function checkAdapter(adapter: GatewayAdapter): void {
  const { name } = adapter.constructor;
  dispatchLimits(adapter.dispatch, name);
  checkHighWaterMark(name, adapter.highWaterMark);
  shutdownLimits(adapter.shutdown, name);
  if (adapter.connectionStateRecovery) recoveryLimits(adapter.connectionStateRecovery, name);
}

function checkHighWaterMark(owner: string, value: unknown): void {
  numberOption(owner, 'highWaterMark', value, { kind: 'bytes' });
}
