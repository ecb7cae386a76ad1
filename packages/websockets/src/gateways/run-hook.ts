import type { Logger } from '@portico/common';
import { errorMessage, isPromiseLike, stackOf } from '@portico/common/internal';
import { webSocketError } from '../errors.js';
import type { HookName } from './gateway-hooks.js';

/** Runs a hook of a gateway. Its errors and rejections are logged. */
export function runHook(
  logger: Logger,
  gateway: string,
  hook: HookName,
  run: () => unknown,
): Promise<void> | undefined {
  const log = (error: unknown): void => {
    const failure = webSocketError(
      'PORTICO_WS_HOOK',
      `${gateway}.${hook}() failed: ${errorMessage(error)}`,
      'Handle the error in the hook. Exception filters apply only to messages.',
      error,
    );
    logger.error(failure.message, typeof error === 'object' ? stackOf(error) : undefined);
  };
  try {
    const result = run();
    return isPromiseLike(result) ? Promise.resolve(result).then(() => undefined, log) : undefined;
  } catch (error) {
    log(error);
    return undefined;
  }
}
