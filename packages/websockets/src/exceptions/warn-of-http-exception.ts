import { Logger } from '@portico/common';
import { webSocketError } from '../errors.js';

const logger = new Logger('WsExceptionsHandler');
/** The classes of exceptions that were warned of. */
const known = new WeakSet<Function>();

/**
 * Says once for each class of exceptions that its text is kept from clients. Without it nobody would learn why a message
 * was refused: such exceptions are not logged, and what they say is meant for a reply over HTTP.
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
