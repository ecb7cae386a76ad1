import {
  type ArgumentsHost,
  type ExceptionFilter,
  type HttpServer,
  Inject,
  IntrinsicException,
  Logger,
  Optional,
} from '@portico/common';
import { HttpAdapterHost } from '../adapter-host.js';
import { invalidExceptionStatus, isReplyStatus } from '../reply/reply-status.js';
import { type HttpExceptionLike, isHttpException } from './http-exception-like.js';

const UNKNOWN_ERROR = { statusCode: 500, message: 'Internal server error' };

/** An error with a status of its own that its maker allows to show (http-errors, body parsers). */
interface ExposedError extends Error {
  readonly statusCode: number;
}

/**
 * Answers an exception as the framework does by itself. Extend it to do something first and leave
 * the answer to it.
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

  /** @param applicationRef the HTTP adapter; injected when the filter is made by the container */
  constructor(protected readonly applicationRef?: HttpServer) {}

  catch(exception: T, host: ArgumentsHost): void {
    const adapter = this.applicationRef ?? this.httpAdapterHost?.httpAdapter;
    if (!adapter) {
      throw new TypeError(
        'A filter that extends BaseExceptionFilter has no HTTP adapter to answer with. ' +
          'Let the container make it (@UseFilters(TheClass), APP_FILTER), or give it one: new TheFilter(app.get(HttpAdapterHost).httpAdapter).',
      );
    }
    if (isHttpException(exception)) {
      const status: unknown = exception.getStatus();
      if (isReplyStatus(status)) answer(adapter, host, bodyOf(exception), status);
      else this.handleUnknownError(invalidExceptionStatus(status, exception) as T, host, adapter);
    } else {
      this.handleUnknownError(exception, host, adapter);
    }
  }

  /** Answers an exception that is no `HttpException`: 500 that says nothing, and the log says all. */
  handleUnknownError(exception: T, host: ArgumentsHost, applicationRef: HttpServer): void {
    const exposed = this.isHttpError(exception);
    const body = exposed ? { statusCode: exposed.statusCode, message: exposed.message } : UNKNOWN_ERROR;
    answer(applicationRef, host, body, body.statusCode);
    if (!exposed && !(exception instanceof IntrinsicException)) BaseExceptionFilter.logger.error(exception);
  }

  isExceptionObject(error: unknown): error is Error {
    return typeof error === 'object' && error !== null && Boolean((error as Error).message);
  }

  /** The error itself when it carries a status that may be shown to the client. */
  isHttpError(error: unknown): ExposedError | undefined {
    const candidate = error as (Partial<ExposedError> & { expose?: unknown }) | null | undefined;
    const shown = candidate?.expose === true && isClientError(candidate.statusCode) && candidate.message;
    return shown ? (candidate as ExposedError) : undefined;
  }
}

function isClientError(status: unknown): boolean {
  return isReplyStatus(status) && status >= 400 && status < 500;
}

function bodyOf(exception: HttpExceptionLike): unknown {
  const response = exception.getResponse();
  return typeof response === 'object' && response !== null
    ? response
    : { statusCode: exception.getStatus(), message: response };
}

/** When the reply has begun, only its end is left to give. */
function answer(adapter: HttpServer, host: ArgumentsHost, body: unknown, status: number): void {
  const response: unknown = host.getArgByIndex(1);
  if (adapter.isHeadersSent(response)) {
    adapter.end(response);
    return;
  }
  const contentType: unknown = adapter.getHeader?.(response, 'content-type');
  if (typeof contentType === 'string' && !contentType.includes('json')) {
    adapter.setHeader(response, 'content-type', 'application/json; charset=utf-8');
  }
  adapter.reply(response, body, status);
}
