import type { Logger } from '@portico/common';
import { webSocketError } from '../errors.js';

/**
 * Logs a warning that gateways which share a server have different values for an option, of which the first one is
 * used.
 */
export function warnAboutDifferentOptions(logger: Logger, gateway: string, first: string, option: string): void {
  const warning = webSocketError(
    'PORTICO_WS_DIFFERENT_OPTIONS',
    `${gateway} and ${first} share a server but have different values for the option "${option}": the value of ${first} is used.`,
    'Give both the same value.',
  );
  logger.warn(warning.message);
}
