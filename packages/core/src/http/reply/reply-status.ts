import { inspect } from 'node:util';
import { type FrameworkError, frameworkError } from '@portico/common/internal';

/**
 * Whether a reply can have this status. Statuses below 200 announce a reply and are none: a client would wait on.
 * Those above 599 are no HTTP, and not every platform can send them.
 */
export function isReplyStatus(status: unknown): status is number {
  return Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599;
}

/**
 * A decorator, or what a handler returned, gives a route a status that no reply can have.
 *
 * @param source what gives it: `@HttpCode()`
 * @param handler whom: `CatsController.find()`
 */
export function invalidStatus(status: unknown, source: string, handler: string): FrameworkError {
  return statusError(
    `${source} gives ${handler} the status ${inspect(status)}, which no reply can have.`,
    'Give it a whole number from 200 to 599, such as HttpStatus.ACCEPTED.',
  );
}

/** An `HttpException` asks for a status that no reply can have. */
export function invalidExceptionStatus(status: unknown, exception: Error): FrameworkError {
  return statusError(
    `${exception.constructor.name} ${inspect(exception.message)} has the status ${inspect(status)}, which no reply can have, so it was answered with 500.`,
    'Throw it with a whole number from 200 to 599, for an error as a rule from 400: new HttpException(message, HttpStatus.BAD_GATEWAY). A status that comes from elsewhere needs a look before it is passed on.',
    exception,
  );
}

function statusError(message: string, remedy: string, cause?: Error): FrameworkError {
  return frameworkError({ code: 'PORTICO_INVALID_STATUS', message, remedy, cause });
}
