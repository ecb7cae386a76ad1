import type { Logger } from '@portico/common';

/**
 * Logs a warning that gateways which share a server have different values for an option, of which the first one is
 * used.
 */
export function warnAboutDifferentOptions(logger: Logger, gateway: string, first: string, option: string): void {
  logger.warn(
    `${gateway} and ${first} share a server but have different values for the option "${option}": ` +
      `the value of ${first} is used. How to fix it: give both the same value.`,
  );
}
