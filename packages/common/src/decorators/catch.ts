import type { Abstract } from '../contracts/injection/abstract.js';
import type { Type } from '../contracts/injection/type.js';
import { type AnyClassDecorator, decoratedClass } from '../metadata/decorator-dialect.js';
import { CATCH_WATERMARK, FILTER_CATCH_EXCEPTIONS } from '../metadata/keys.js';
import { define } from '../metadata/write.js';

/**
 * Marks a class as an exception filter for the given exceptions, or for all.
 *
 * @see https://docs.nestjs.com/exception-filters
 * @example
 * \@Catch(HttpException)
 * export class HttpExceptionFilter implements ExceptionFilter { catch(exception: HttpException, host: ArgumentsHost) {} }
 */
export function Catch(...exceptions: (Type<unknown> | Abstract<unknown>)[]): AnyClassDecorator {
  return (target: unknown, context?: unknown): void => {
    const type = decoratedClass('Catch', target, context);
    define(CATCH_WATERMARK, true, type);
    define(FILTER_CATCH_EXCEPTIONS, exceptions, type);
  };
}
