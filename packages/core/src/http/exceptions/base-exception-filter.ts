import { STATUS_CODES } from 'node:http';
import {
  type ArgumentsHost,
  type ExceptionFilter,
  type HttpServer,
  Inject,
  IntrinsicException,
  Logger,
  Optional,
} from '@portico/common';
import { type HttpExceptionLike, isError, isHttpException, isObject, withoutErrors } from '@portico/common/internal';
import { coreError } from '../../errors/core-error.js';
import { HttpAdapterHost } from '../adapter-host.js';
import { logFailure } from '../log-failure.js';
import { abandonReply } from '../reply/abandon-reply.js';
import { invalidExceptionStatus, isReplyStatus } from '../reply/reply-status.js';
import { unlessUnreadable } from './unless-unreadable.js';

const UNKNOWN_ERROR = { statusCode: 500, message: 'Internal server error' };

/** A thrown value with a status: an error of http-errors, or a plain `{ statusCode, message }`. */
interface ErrorWithStatus extends Error {
  readonly statusCode: number;
  /** Whether clients may read the message (http-errors). */
  readonly expose?: boolean;
}

/**
 * Sends the default reply for an exception. Extend it to do something before that.
 *
 * @example
 * @Catch()
 * class Everything extends BaseExceptionFilter {
 *   catch(exception: unknown, host: ArgumentsHost) {
 *     report(exception);
 *     super.catch(exception, host);
 *   }
 * }
 * app.useGlobalFilters(new Everything(app.get(HttpAdapterHost).httpAdapter));
 * @see https://docs.nestjs.com/exception-filters#inheritance
 */
export class BaseExceptionFilter<T = any> implements ExceptionFilter<T> {
  private static readonly logger = new Logger('ExceptionsHandler');

  @Optional()
  @Inject(HttpAdapterHost)
  protected readonly httpAdapterHost?: HttpAdapterHost;

  protected readonly applicationRef?: HttpServer | undefined;

  /** @param applicationRef the HTTP adapter; not needed if the container creates the filter */
  // The default value keeps the parameter out of `length`: the container injects the property instead of this parameter.
  constructor(applicationRef: HttpServer | undefined = undefined) {
    this.applicationRef = applicationRef;
  }

  catch(exception: T, host: ArgumentsHost): void {
    const adapter = this.applicationRef ?? this.httpAdapterHost?.httpAdapter;
    if (!adapter) {
      throw coreError({
        code: 'PORTICO_FILTER_WITHOUT_ADAPTER',
        lines: [`${this.constructor.name} cannot send the reply to an exception: it has no HTTP adapter.`],
        remedies: [
          'Let the container create the filter: @UseFilters(TheFilter), or { provide: APP_FILTER, useClass: TheFilter }.',
          'Or pass the adapter: new TheFilter(app.get(HttpAdapterHost).httpAdapter).',
        ],
      });
    }
    const known = unlessUnreadable(() => readHttpException(exception), undefined);
    if (!known) this.handleUnknownError(exception, host, adapter);
    else if (isReplyStatus(known.status)) answer(adapter, host, bodyOf(known.exception, known.status), known.status);
    // `T` is what `catch()` receives; the documented method takes the same type for its own errors.
    else this.handleUnknownError(invalidExceptionStatus(known.status, known.exception) as T, host, adapter);
  }

  /**
   * Sends the reply for an exception that is not an `HttpException`. Errors of http-errors and plain `{ statusCode,
   * message }` objects keep their status; anything else gets a 500 and is logged. A message without `expose` is
   * logged, but not sent.
   */
  handleUnknownError(exception: T, host: ArgumentsHost, applicationRef: HttpServer): void {
    const { isShown, body } = unlessUnreadable(() => this.describe(exception), { isShown: false, body: UNKNOWN_ERROR });
    answer(applicationRef, host, body, body.statusCode);
    if (isShown && body.statusCode < 500) return;
    const isSilent = unlessUnreadable(() => exception instanceof IntrinsicException, false);
    if (!isSilent) logFailure(exception, BaseExceptionFilter.logger);
  }

  private describe(exception: unknown): { readonly isShown: boolean; readonly body: typeof UNKNOWN_ERROR } {
    const known = this.isHttpError(exception);
    if (!known) return { isShown: false, body: UNKNOWN_ERROR };
    const { statusCode, message } = known;
    const isShown = known.expose !== false;
    return { isShown, body: { statusCode, message: isShown ? message : phraseOf(statusCode) } };
  }

  isExceptionObject(error: unknown): error is Error {
    return isObject(error) && Boolean(error.message);
  }

  /**
   * Returns the error itself if it determines the status of the reply: an error of http-errors, which has `statusCode`
   * and `expose`, or a thrown object with `statusCode` and `message` that is not an Error. The `statusCode` of other
   * errors is ignored, because it may be that of a server that the application has called.
   */
  isHttpError(error: unknown): ErrorWithStatus | undefined {
    if (!this.isExceptionObject(error) || typeof error.message !== 'string') return undefined;
    return hasErrorStatus(error) && (typeof error.expose === 'boolean' || !isError(error)) ? error : undefined;
  }
}

function hasErrorStatus(error: Error & { readonly statusCode?: unknown }): error is ErrorWithStatus {
  return isReplyStatus(error.statusCode) && error.statusCode >= 400;
}

function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error';
}

function readHttpException(
  exception: unknown,
): { readonly exception: HttpExceptionLike; readonly status: unknown } | undefined {
  return isHttpException(exception) ? { exception, status: exception.getStatus() } : undefined;
}

function bodyOf(exception: HttpExceptionLike, statusCode: number): unknown {
  const response = exception.getResponse();
  if (isError(response)) return { statusCode, message: phraseOf(statusCode) };
  if (typeof response === 'object' && response !== null) return withoutErrors(response);
  const errorCode: unknown = exception.errorCode;
  const isCode = (typeof errorCode === 'string' && errorCode !== '') || typeof errorCode === 'number';
  return { statusCode, message: response, ...(isCode && { errorCode }) };
}

function answer(adapter: HttpServer, host: ArgumentsHost, body: unknown, status: number): void {
  const response: unknown = host.getArgByIndex(1);
  if (adapter.isHeadersSent(response)) {
    abandonReply(adapter, response);
    return;
  }
  const contentType: unknown = adapter.getHeader?.(response, 'content-type');
  if (typeof contentType === 'string' && !contentType.includes('json')) {
    adapter.setHeader(response, 'content-type', 'application/json; charset=utf-8');
  }
  adapter.reply(response, body, status);
}
