import type { RecoveryOptions } from '../contracts/options/recovery-options.js';
import { webSocketError } from '../errors.js';

export type RecoveryLimits = Required<RecoveryOptions>;

const DEFAULTS: RecoveryLimits = {
  maxDisconnectionDuration: 120_000,
  maxSessions: 10_000,
  maxSessionBytes: 65_536,
  maxTotalSessionBytes: 64 * 1024 * 1024,
  maxEvents: 10_000,
  maxEventBytes: 16 * 1024 * 1024,
};

/**
 * Returns the limits with their defaults.
 *
 * @throws FrameworkError `PORTICO_WS_RECOVERY` for a limit that is not a positive number
 */
export function recoveryLimits(options: RecoveryOptions): RecoveryLimits {
  const limits = { ...DEFAULTS };
  // `Object.keys()` returns strings; the object has exactly these keys.
  for (const name of Object.keys(DEFAULTS) as (keyof RecoveryLimits)[]) {
    const given = options[name];
    if (given === undefined) continue;
    if (typeof given !== 'number' || !(given > 0)) throw invalidLimit(name, given);
    limits[name] = given;
  }
  return limits;
}

function invalidLimit(name: string, given: unknown): Error {
  return webSocketError(
    'PORTICO_WS_RECOVERY',
    `connectionStateRecovery.${name} of a gateway is ${String(given)}, which is not a positive number.`,
    `Pass a positive number, or omit ${name} to use its default. To disable recovery, omit connectionStateRecovery.`,
  );
}
