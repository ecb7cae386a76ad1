import { HttpStatus } from '../contracts/http/http-status.js';
import { HttpException, type HttpExceptionOptions, standardException } from './http-exception.js';

/*
 * Each takes `objectOrError`, the message (or the whole body, as an object), and a description for the body's `error`,
 * or options. Without arguments the body is `{ message: <phrase>, statusCode }`.
 * See https://docs.nestjs.com/exception-filters#built-in-http-exceptions
 */

/** Bad Request: the request is malformed or fails validation. */
export class BadRequestException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.BAD_REQUEST, 'Bad Request', objectOrError, descriptionOrOptions));
  }
}

/** Unauthorized: the caller is not authenticated. */
export class UnauthorizedException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.UNAUTHORIZED, 'Unauthorized', objectOrError, descriptionOrOptions));
  }
}

/** Forbidden: the caller has no permission. */
export class ForbiddenException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.FORBIDDEN, 'Forbidden', objectOrError, descriptionOrOptions));
  }
}

/** Not Found: the resource does not exist. */
export class NotFoundException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.NOT_FOUND, 'Not Found', objectOrError, descriptionOrOptions));
  }
}

/** Method Not Allowed: the resource does not support this method. */
export class MethodNotAllowedException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(
      ...standardException(HttpStatus.METHOD_NOT_ALLOWED, 'Method Not Allowed', objectOrError, descriptionOrOptions),
    );
  }
}

/** Not Acceptable: the resource has no representation that the caller accepts. */
export class NotAcceptableException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.NOT_ACCEPTABLE, 'Not Acceptable', objectOrError, descriptionOrOptions));
  }
}

/** Request Timeout: the request took too long to arrive. */
export class RequestTimeoutException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.REQUEST_TIMEOUT, 'Request Timeout', objectOrError, descriptionOrOptions));
  }
}

/** Conflict: the request conflicts with the state of the resource. */
export class ConflictException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.CONFLICT, 'Conflict', objectOrError, descriptionOrOptions));
  }
}

/** Gone: the resource has been removed permanently. */
export class GoneException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.GONE, 'Gone', objectOrError, descriptionOrOptions));
  }
}

/** Precondition Failed: a condition of the request is not met. */
export class PreconditionFailedException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(
      ...standardException(HttpStatus.PRECONDITION_FAILED, 'Precondition Failed', objectOrError, descriptionOrOptions),
    );
  }
}

/** Payload Too Large: the body exceeds the limit. */
export class PayloadTooLargeException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.PAYLOAD_TOO_LARGE, 'Payload Too Large', objectOrError, descriptionOrOptions));
  }
}

/** Unsupported Media Type: the format, charset or encoding of the body is not supported. */
export class UnsupportedMediaTypeException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(
      ...standardException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        'Unsupported Media Type',
        objectOrError,
        descriptionOrOptions,
      ),
    );
  }
}

/** I'm a teapot: a teapot was asked for coffee (RFC 2324). */
export class ImATeapotException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.I_AM_A_TEAPOT, "I'm a teapot", objectOrError, descriptionOrOptions));
  }
}

/** Misdirected: the server is not responsible for the requested host. */
export class MisdirectedException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(...standardException(HttpStatus.MISDIRECTED, 'Misdirected', objectOrError, descriptionOrOptions));
  }
}

/** Unprocessable Entity: the body is well-formed, but its content is invalid. */
export class UnprocessableEntityException extends HttpException {
  constructor(objectOrError?: unknown, descriptionOrOptions?: string | HttpExceptionOptions) {
    super(
      ...standardException(
        HttpStatus.UNPROCESSABLE_ENTITY,
        'Unprocessable Entity',
        objectOrError,
        descriptionOrOptions,
      ),
    );
  }
}
