import type { Logger } from '@portico/common';
import { errorMessage, runCatching, stackOf } from '@portico/common/internal';
import { webSocketError } from '../errors.js';
import type { HookName } from './gateway-hooks.js';

/**
 * Runs a hook of a gateway. Its errors and rejections are logged.
 *
 * @returns a promise only if the hook returns one
 */
export function runHook(
  logger: Logger,
  gateway: string,
  hook: HookName,
  run: () => unknown,
): Promise<void> | undefined {
  return runCatching(run, (error) => {
    const failure = webSocketError(
      'PORTICO_WS_HOOK',
      `${gateway}.${hook}() failed: ${errorMessage(error)}`,
      'Handle the error in the hook. Exception filters apply only to messages.',
      error,
    );
    logger.error(failure.message, typeof error === 'object' ? stackOf(error) : undefined);
  });
}
