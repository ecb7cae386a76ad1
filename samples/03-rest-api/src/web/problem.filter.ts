import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { type FieldError, InvalidInputException } from './invalid-input.exception.js';

/** The body of all errors (RFC 9457), sent as `application/problem+json`. */
export interface Problem {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The id of the request, for support. The header `X-Request-Id` has the same value. */
  readonly requestId?: string;
  readonly errors?: readonly FieldError[];
}

const OUR_FAULT = 'Something went wrong on the server. It is written to the log.';

/** Replies to all errors in one form. Details of internal errors are only logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Books');

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const { httpAdapter } = this.adapterHost;
    const response = host.switchToHttp().getResponse<unknown>();
    if (!(error instanceof HttpException)) this.logger.error(error);
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response); // The reply failed after its status was sent.
      return;
    }
    const requestId = httpAdapter.getHeader(response, 'X-Request-Id') as string | undefined;
    const problem = { ...explain(error), ...(requestId && { requestId }) };
    httpAdapter.setHeader(response, 'Content-Type', 'application/problem+json; charset=utf-8');
    if (problem.status === 401) httpAdapter.setHeader(response, 'WWW-Authenticate', 'Bearer');
    httpAdapter.reply(response, problem, problem.status);
  }
}

function explain(error: unknown): Omit<Problem, 'requestId'> {
  const status = error instanceof HttpException ? error.getStatus() : 500;
  return {
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: error instanceof HttpException ? error.message : OUR_FAULT,
    ...(error instanceof InvalidInputException && { errors: error.errors }),
  };
}
