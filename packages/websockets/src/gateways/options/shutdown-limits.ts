import { type NumberRule, numberOptions } from '@portico/common/internal';
import type { ShutdownOptions } from '../../contracts/options/shutdown-options.js';

const RULES: Readonly<Record<keyof ShutdownOptions, NumberRule>> = {
  batchSize: { kind: 'count', default: 1_000 },
  intervalMs: { kind: 'time', default: 500 },
  timeoutMs: { kind: 'time', default: 30_000 },
};

/**
 * Applies the defaults to the options of an adapter.
 *
 * @throws FrameworkError `PORTICO_INVALID_NUMBER`
 */
export function shutdownLimits(
  options: ShutdownOptions | undefined,
  adapter: string,
): Readonly<Required<ShutdownOptions>> {
  return numberOptions(adapter, 'shutdown.', options, RULES);
}
