import { HttpStatus } from '../contracts/http/http-status.js';
import { HttpException, type HttpExceptionOptions, standardException } from './http-exception.js';

/*
 * Each takes `objectOrError`, the message (or the whole body, as an object), and a description for the body's `error`,
 * or options. Without arguments the body is `{ message: <phrase>, statusCode }`.
 * See https://docs.nestjs.com/exception-filters#built-in-http-exceptions
 */

/** Internal Server Error: the server failed. */
export class InternalServerErrorException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(
      ...standardException(
        HttpStatus.INTERNAL_SERVER_ERROR,
        'Internal Server Error',
        objectOrError,
        descriptionOrOptions,
      ),
    );
  }
}

/** Not Implemented: the server does not support the request. */
export class NotImplementedException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.NOT_IMPLEMENTED, 'Not Implemented', objectOrError, descriptionOrOptions));
  }
}

/** Bad Gateway: an upstream server sent an invalid response. */
export class BadGatewayException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.BAD_GATEWAY, 'Bad Gateway', objectOrError, descriptionOrOptions));
  }
}

/** Service Unavailable: the server is overloaded or down for maintenance. */
export class ServiceUnavailableException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(
      ...standardException(HttpStatus.SERVICE_UNAVAILABLE, 'Service Unavailable', objectOrError, descriptionOrOptions),
    );
  }
}

/** Gateway Timeout: an upstream server did not respond in time. */
export class GatewayTimeoutException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.GATEWAY_TIMEOUT, 'Gateway Timeout', objectOrError, descriptionOrOptions));
  }
}

/** HTTP Version Not Supported: the version of the protocol is not supported. */
export class HttpVersionNotSupportedException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(
      ...standardException(
        HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
        'HTTP Version Not Supported',
        objectOrError,
        descriptionOrOptions,
      ),
    );
  }
}
