import { LONGEST_TIMER_MS, textOf } from '@portico/common/internal';
import type { RecoveryOptions } from '../contracts/options/recovery-options.js';
import { webSocketError } from '../errors.js';

export type RecoveryLimits = { readonly [Name in keyof RecoveryOptions]-?: NonNullable<RecoveryOptions[Name]> };

const DEFAULTS: RecoveryLimits = {
  maxDisconnectionDuration: 120_000,
  maxSessions: 10_000,
  maxSessionBytes: 65_536,
  maxTotalSessionBytes: 64 * 1024 * 1024,
  maxEvents: 10_000,
  maxEventBytes: 16 * 1024 * 1024,
};

/**
 * Returns the limits with their defaults, for which `undefined` and `null` stand.
 *
 * @param owner what has the options, for the error
 * @throws FrameworkError `PORTICO_WS_RECOVERY` for a limit that is not a positive number
 * @example
 * const { maxDisconnectionDuration } = recoveryLimits(options.connectionStateRecovery);
 * @see docs/recovery.md
 */
export function recoveryLimits(options: RecoveryOptions, owner = 'A gateway'): RecoveryLimits {
  const limits = { ...DEFAULTS };
  // `Object.keys()` returns strings; the object has exactly these keys.
  for (const name of Object.keys(DEFAULTS) as (keyof RecoveryLimits)[]) {
    const given: unknown = options[name];
    if (given === undefined || given === null) continue;
    if (typeof given !== 'number' || !(given > 0)) throw invalidLimit(owner, name, given);
    limits[name] = given;
  }
  limits.maxDisconnectionDuration = Math.min(limits.maxDisconnectionDuration, LONGEST_TIMER_MS);
  return limits;
}

function invalidLimit(owner: string, name: string, given: unknown): Error {
  return webSocketError(
    'PORTICO_WS_RECOVERY',
    `${owner} sets connectionStateRecovery.${name} to ${textOf(given)}, which is not a positive number.`,
    `Pass a positive number, or omit ${name} to use its default. To disable recovery, omit connectionStateRecovery.`,
  );
}
