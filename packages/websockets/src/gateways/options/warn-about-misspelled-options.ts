import type { FrameworkError, Logger } from '@portico/common';
import { similarNames } from '@portico/core/transports';
import { webSocketError } from '../../errors.js';
import type { AdaptedGateway } from '../adapters/choose-adapters.js';
import { OPTION_NAMES } from './server-options.js';

/**
 * Logs a warning for each option of a gateway that has no effect because its name is misspelled. An unknown name that
 * resembles no option may be one that a subclass of the adapter reads.
 */
export function warnAboutMisspelledOptions({ name, choice, options }: AdaptedGateway, logger: Logger): void {
  const { optionNames } = choice.adapter;
  if (!optionNames) return;
  const known = new Set([...OPTION_NAMES, ...optionNames]);
  for (const option of Object.keys(options)) {
    const [near] = known.has(option) ? [] : similarNames(option, known);
    if (near) logger.warn(misspelledOption(name, option, near).message);
  }
}

function misspelledOption(gateway: string, option: string, near: string): FrameworkError {
  return webSocketError(
    'PORTICO_WS_UNKNOWN_OPTION',
    `${gateway} has the option "${option}", which has no effect.`,
    `If you mean "${near}", correct the name.`,
  );
}
