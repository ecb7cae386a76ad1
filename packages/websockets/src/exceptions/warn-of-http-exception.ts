import { Logger } from '@portico/common';
import { webSocketError } from '../errors.js';

const logger = new Logger('WsExceptionsHandler');
/** The exception classes that a warning was logged for. */
const known = new WeakSet<Function>();

/**
 * Warns once for each class of exceptions that its text is not sent to clients. Without the warning the reason why a
 * message was refused would be lost: such exceptions are not logged, and their text is meant for an HTTP response.
 */
export function warnOfHttpException(exception: Error, pattern: string): void {
  if (known.has(exception.constructor)) return;
  known.add(exception.constructor);
  const { name, message } = exception;
  const error = webSocketError(
    'PORTICO_WS_HTTP_EXCEPTION',
    `${name} (${message}) at the message "${pattern}" reached the client as "Internal server error", because an exception for HTTP is not sent to clients of gateways. This is logged once for each class of exceptions.`,
    'Throw a WsException instead; give a ValidationPipe an "exceptionFactory" that makes one; or write a filter that sends the exception in a form of your own.',
  );
  logger.warn(error.message);
}
