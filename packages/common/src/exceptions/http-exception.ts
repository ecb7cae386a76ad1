import { STATUS_CODES } from 'node:http';
import type { HttpStatus } from '../contracts/http/http-status.js';
import { isError } from '../values/is-error.js';
import { IntrinsicException } from './intrinsic-exception.js';

export type HttpExceptionBodyMessage = string | string[] | number;

/** The body that standard exceptions send. */
export interface HttpExceptionBody {
  message: HttpExceptionBodyMessage;
  error?: string;
  statusCode: number;
  errorCode?: string;
}

export interface HttpExceptionOptions {
  /** The original error: kept for logs, never sent. */
  cause?: unknown;
  /** The `error` of the body of a standard exception. */
  description?: string | undefined;
  /** A stable code for clients, sent as `errorCode` unless the body is a custom object. */
  errorCode?: string | undefined;
}

export interface DescriptionAndOptions {
  description?: string | undefined;
  httpExceptionOptions?: HttpExceptionOptions | undefined;
}

/**
 * An exception with the status and body of an HTTP reply.
 *
 * @param response the body: an object is sent unchanged, a string becomes `{ statusCode, message }`. An Error becomes
 *   the `cause`, and the body contains only the status, so that clients never see the contents of an Error.
 * @param status the status code.
 * @see https://docs.nestjs.com/exception-filters#throwing-standard-exceptions
 * @example throw new HttpException('Forbidden', HttpStatus.FORBIDDEN, { cause: error });
 */
export class HttpException extends IntrinsicException {
  override cause?: unknown;
  errorCode?: string;
  private readonly response: string | Record<string, any>;

  constructor(
    response: string | Record<string, any>,
    private readonly status: number,
    private readonly options?: HttpExceptionOptions,
  ) {
    super(isError(response) ? response.message : undefined);
    if (isError(response)) {
      this.cause = response;
      this.response = bodyOfStatus(status, options?.errorCode);
    } else {
      this.response = response;
    }
    this.initCause();
    this.initErrorCode();
    this.initMessage();
    this.initName();
  }

  protected initCause(): void {
    if (this.options?.cause !== undefined) this.cause = this.options.cause;
  }

  protected initErrorCode(): void {
    if (this.options?.errorCode !== undefined) this.errorCode = this.options.errorCode;
  }

  /**
   * The message is that of an Error given instead of the body, or else that of the body, or else the words of the
   * class name.
   */
  protected initMessage(): void {
    const { response } = this;
    if (this.message !== '') return;
    if (typeof response === 'string') {
      this.message = response;
    } else if (typeof response === 'object' && response !== null && typeof response['message'] === 'string') {
      this.message = response['message'];
    } else {
      this.message = this.constructor.name.match(/[A-Z][a-z]+|[0-9]+/g)?.join(' ') ?? 'Error';
    }
  }

  protected initName(): void {
    this.name = this.constructor.name;
  }

  /** The body. */
  getResponse(): string | object {
    return this.response;
  }

  /** The status code. */
  getStatus(): number {
    return this.status;
  }

  /** Makes the body of a standard exception. */
  static createBody(
    nil: null | undefined | '',
    message: HttpExceptionBodyMessage,
    statusCode: number,
    errorCode?: string,
  ): HttpExceptionBody;
  static createBody(
    message: HttpExceptionBodyMessage,
    error: string,
    statusCode: number,
    errorCode?: string,
  ): HttpExceptionBody;
  static createBody<Body extends Record<string, unknown>>(custom: Body): Body;
  static createBody(
    custom: null | undefined | HttpExceptionBodyMessage | Record<string, unknown>,
    messageOrError?: HttpExceptionBodyMessage,
    statusCode?: number,
    errorCode?: string,
  ): HttpExceptionBody | Record<string, unknown> {
    const code = errorCode === undefined ? {} : { errorCode };
    // Also `0`, `false` and `NaN`, which say nothing to a client.
    if (!custom) {
      return { message: messageOrError!, statusCode: statusCode!, ...code };
    }
    if (typeof custom === 'string' || typeof custom === 'number' || Array.isArray(custom)) {
      // The documented signature allows any second argument; without one the body has no `error`.
      return { message: custom, error: messageOrError as string, statusCode: statusCode!, ...code };
    }
    return custom;
  }

  static getDescriptionFrom(descriptionOrOptions: string | HttpExceptionOptions): string {
    return typeof descriptionOrOptions === 'string'
      ? descriptionOrOptions
      : // The documented return type; it is `undefined` without a description.
        (descriptionOrOptions?.description as string);
  }

  static getHttpExceptionOptionsFrom(descriptionOrOptions: string | HttpExceptionOptions): HttpExceptionOptions {
    return typeof descriptionOrOptions === 'string' ? {} : descriptionOrOptions;
  }

  /** Sorts the second argument of the standard exceptions: a description, or options. */
  static extractDescriptionAndOptionsFrom(descriptionOrOptions: string | HttpExceptionOptions): DescriptionAndOptions {
    return {
      description: HttpException.getDescriptionFrom(descriptionOrOptions),
      httpExceptionOptions: HttpException.getHttpExceptionOptionsFrom(descriptionOrOptions),
    };
  }
}

/** What a client may see of an Error: only the status. */
function bodyOfStatus(status: number, errorCode: string | undefined): Record<string, unknown> {
  const message = STATUS_CODES[status] ?? 'Error';
  return { statusCode: status, message, ...(errorCode !== undefined && { errorCode }) };
}

/** What standard exceptions pass to {@link HttpException}: body, status and options. */
export function standardException(
  status: HttpStatus,
  phrase: string,
  objectOrError: any,
  descriptionOrOptions: string | HttpExceptionOptions | undefined,
): [body: string | Record<string, any>, status: number, options: HttpExceptionOptions] {
  const options = typeof descriptionOrOptions === 'object' && descriptionOrOptions !== null ? descriptionOrOptions : {};
  const description = (typeof descriptionOrOptions === 'string' ? descriptionOrOptions : options.description) ?? phrase;
  const body = HttpException.createBody(objectOrError, description, status, options.errorCode);
  return [body, status, options];
}
