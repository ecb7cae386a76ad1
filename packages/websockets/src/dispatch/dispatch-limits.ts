import { isCount, textOf } from '@portico/common/internal';
import type { DispatchOptions } from '../contracts/options/dispatch-options.js';
import { webSocketError } from '../errors.js';

/** The options with their defaults. */
export type DispatchLimits = Readonly<Required<DispatchOptions>>;

const DEFAULTS: DispatchLimits = {
  concurrency: 1_024,
  queueSize: 1_024,
  maxStreams: 1_024,
  maxMessagesPerSecond: Number.POSITIVE_INFINITY,
  overflow: 'close',
};

const COUNTS = ['concurrency', 'queueSize', 'maxStreams', 'maxMessagesPerSecond'] as const;

/**
 * Applies the defaults to options: `undefined` and `null` stand for them.
 *
 * @param owner the owner of the options, for the error
 * @param defaults those of the adapter, for a gateway
 * @throws FrameworkError `PORTICO_WS_DISPATCH` for an invalid option
 */
export function dispatchLimits(
  options: DispatchOptions | null | undefined,
  owner = 'The WebSocket adapter',
  defaults = DEFAULTS,
): DispatchLimits {
  const limits = {
    concurrency: options?.concurrency ?? defaults.concurrency,
    queueSize: options?.queueSize ?? defaults.queueSize,
    maxStreams: options?.maxStreams ?? defaults.maxStreams,
    maxMessagesPerSecond: options?.maxMessagesPerSecond ?? defaults.maxMessagesPerSecond,
    overflow: options?.overflow ?? defaults.overflow,
  };
  for (const name of COUNTS) {
    const value: unknown = limits[name];
    if (!isCount(value)) throw invalid(owner, name, value, `dispatch: { ${name}: 1 }`);
  }
  if (limits.overflow !== 'close' && limits.overflow !== 'pause') {
    throw invalid(owner, 'overflow', limits.overflow, "dispatch: { overflow: 'pause' }");
  }
  return limits;
}

function invalid(owner: string, name: string, value: unknown, example: string): Error {
  return webSocketError(
    'PORTICO_WS_DISPATCH',
    `${owner} sets dispatch.${name} to ${textOf(value)}, which is invalid.`,
    `Set it to a valid value, for example ${example}.`,
  );
}
