import { inspect } from 'node:util';
import { type FrameworkError, frameworkError } from '@portico/common/internal';

/**
 * Returns whether a reply can have this status. After a status below 200, clients wait for the final response. A status
 * above 599 is not valid HTTP, and not every platform can send it.
 */
export function isReplyStatus(status: unknown): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599;
}

/**
 * A decorator or a handler result sets an invalid status.
 *
 * @param source what sets it: `@HttpCode()`
 * @param handler such as `CatsController.find()`
 */
export function invalidStatus(status: unknown, source: string, handler: string): FrameworkError {
  return statusError(
    `${source} sets the status of ${handler} to ${inspect(status)}, which is not a valid response status.`,
    'Use an integer from 200 to 599, such as HttpStatus.ACCEPTED.',
  );
}

/** An `HttpException` has an invalid status. */
export function invalidExceptionStatus(status: unknown, exception: Error): FrameworkError {
  return statusError(
    `${exception.constructor.name} ${inspect(exception.message)} has the status ${inspect(status)}, which is not a valid response status, so 500 was sent instead.`,
    'Use an integer from 200 to 599, usually from 400 for an error: new HttpException(message, HttpStatus.BAD_GATEWAY). Check a status that comes from another source before you pass it on.',
    exception,
  );
}

function statusError(message: string, remedy: string, cause?: Error): FrameworkError {
  return frameworkError({ code: 'PORTICO_INVALID_STATUS', message, remedy, cause });
}
