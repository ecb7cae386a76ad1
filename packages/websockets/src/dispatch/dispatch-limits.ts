import type { DispatchOptions } from '../contracts/options/dispatch-options.js';
import { webSocketError } from '../errors.js';

/** The options with their defaults. */
export type DispatchLimits = Readonly<Required<DispatchOptions>>;

const DEFAULTS: DispatchLimits = { concurrency: 1_024, queueSize: 1_024, maxStreams: 1_024, overflow: 'close' };

/**
 * Applies the defaults to options.
 *
 * @param owner the owner of the options, for the error
 * @throws FrameworkError `PORTICO_WS_DISPATCH` for an invalid option
 */
export function dispatchLimits(options: DispatchOptions = {}, owner = 'The WebSocket adapter'): DispatchLimits {
  const limits = { ...DEFAULTS, ...options };
  for (const name of ['concurrency', 'queueSize', 'maxStreams'] as const) {
    const value: unknown = limits[name];
    if (value === Number.POSITIVE_INFINITY || (typeof value === 'number' && Number.isInteger(value) && value >= 1))
      continue;
    throw invalid(owner, name, value, `dispatch: { ${name}: 1 }`);
  }
  if (limits.overflow !== 'close' && limits.overflow !== 'pause') {
    throw invalid(owner, 'overflow', limits.overflow, "dispatch: { overflow: 'pause' }");
  }
  return limits;
}

function invalid(owner: string, name: string, value: unknown, example: string): Error {
  return webSocketError(
    'PORTICO_WS_DISPATCH',
    `${owner} sets dispatch.${name} to ${String(value)}, which is invalid.`,
    `Set it to a valid value, for example ${example}.`,
  );
}
