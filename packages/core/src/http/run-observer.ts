import { Logger } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';

const logger = new Logger('ExceptionsHandler');

/**
 * Runs a function of the application whose result nothing waits for, such as a hook. What it throws or rejects with is
 * logged: it is called from an event, where it would crash the process.
 */
export function runObserver(run: () => unknown, onFailure: (error: unknown) => void = logError): void {
  try {
    const running = run();
    if (isPromiseLike(running)) running.then(undefined, onFailure);
  } catch (error) {
    onFailure(error);
  }
}

function logError(error: unknown): void {
  logger.error(error);
}
