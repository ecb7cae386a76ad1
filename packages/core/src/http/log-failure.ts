import { Logger } from '@portico/common';
import { stackOf } from '@portico/common/internal';

const exceptionsLogger = new Logger('ExceptionsHandler');

/**
 * Logs what the application has thrown, whatever it is. Loggers throw for values that cannot be read, such as a revoked
 * proxy or an Error without a prototype, and most callers run in an event, where that would crash the process. Such a
 * value is logged as text.
 */
export function logFailure(error: unknown, logger: Logger = exceptionsLogger): void {
  try {
    logger.error(error);
  } catch {
    logger.error(`A failure that the logger cannot read: ${stackOf(error)}`);
  }
}
