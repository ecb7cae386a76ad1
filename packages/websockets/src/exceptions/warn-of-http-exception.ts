import { Logger } from '@portico/common';
import { webSocketError } from '../errors.js';

const logger = new Logger('WsExceptionsHandler');
/** The exception classes that a warning was logged for. */
const known = new WeakSet<Function>();

/**
 * Logs a warning, once for each exception class, that its text is not sent to clients. Without the warning the reason
 * for a refused message would be lost, because such exceptions are not logged, and their text is meant for an HTTP
 * response.
 */
export function warnOfHttpException(exception: Error, pattern: string): void {
  if (known.has(exception.constructor)) return;
  known.add(exception.constructor);
  const { name, message } = exception;
  const error = webSocketError(
    'PORTICO_WS_HTTP_EXCEPTION',
    `${name} (${message}), thrown for the message "${pattern}", reached the client as "Internal server error", because HTTP exceptions are not sent to clients of gateways. This is logged once for each exception class.`,
    'Throw a WsException instead; give a ValidationPipe an "exceptionFactory" that creates one; or write a filter that sends the exception in another form.',
  );
  logger.warn(error.message);
}
