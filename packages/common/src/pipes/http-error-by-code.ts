import { HttpStatus } from '../contracts/http/http-status.js';
import type { Type } from '../contracts/injection/type.js';
import {
  BadRequestException,
  ConflictException,
  ForbiddenException,
  GoneException,
  ImATeapotException,
  MethodNotAllowedException,
  MisdirectedException,
  NotAcceptableException,
  NotFoundException,
  PayloadTooLargeException,
  PreconditionFailedException,
  RequestTimeoutException,
  UnauthorizedException,
  UnprocessableEntityException,
  UnsupportedMediaTypeException,
} from '../exceptions/client-errors.js';
import { HttpException } from '../exceptions/http-exception.js';
import {
  BadGatewayException,
  GatewayTimeoutException,
  HttpVersionNotSupportedException,
  InternalServerErrorException,
  NotImplementedException,
  ServiceUnavailableException,
} from '../exceptions/server-errors.js';

/** A status code for the exceptions of a pipe. */
export type ErrorHttpStatusCode = HttpStatus | number;

const BY_CODE: ReadonlyMap<number, Type<HttpException>> = new Map<number, Type<HttpException>>([
  [HttpStatus.BAD_REQUEST, BadRequestException],
  [HttpStatus.UNAUTHORIZED, UnauthorizedException],
  [HttpStatus.FORBIDDEN, ForbiddenException],
  [HttpStatus.NOT_FOUND, NotFoundException],
  [HttpStatus.METHOD_NOT_ALLOWED, MethodNotAllowedException],
  [HttpStatus.NOT_ACCEPTABLE, NotAcceptableException],
  [HttpStatus.REQUEST_TIMEOUT, RequestTimeoutException],
  [HttpStatus.CONFLICT, ConflictException],
  [HttpStatus.GONE, GoneException],
  [HttpStatus.PRECONDITION_FAILED, PreconditionFailedException],
  [HttpStatus.PAYLOAD_TOO_LARGE, PayloadTooLargeException],
  [HttpStatus.UNSUPPORTED_MEDIA_TYPE, UnsupportedMediaTypeException],
  [HttpStatus.I_AM_A_TEAPOT, ImATeapotException],
  [HttpStatus.MISDIRECTED, MisdirectedException],
  [HttpStatus.UNPROCESSABLE_ENTITY, UnprocessableEntityException],
  [HttpStatus.INTERNAL_SERVER_ERROR, InternalServerErrorException],
  [HttpStatus.NOT_IMPLEMENTED, NotImplementedException],
  [HttpStatus.BAD_GATEWAY, BadGatewayException],
  [HttpStatus.SERVICE_UNAVAILABLE, ServiceUnavailableException],
  [HttpStatus.GATEWAY_TIMEOUT, GatewayTimeoutException],
  [HttpStatus.HTTP_VERSION_NOT_SUPPORTED, HttpVersionNotSupportedException],
]);

/** Creates the exception for a status code: of its class, or else an `HttpException`. */
export function httpErrorOf(status: ErrorHttpStatusCode, message?: unknown): HttpException {
  const Exception = BY_CODE.get(status);
  if (Exception) {
    // An object would become the whole body, so messages by property are put into a body.
    const grouped = typeof message === 'object' && message !== null && !Array.isArray(message);
    return new Exception(grouped ? { message, error: new Exception().message, statusCode: status } : message);
  }
  const phrase = (HttpStatus[status] ?? 'ERROR')
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
  const body =
    message === undefined ? { message: phrase, statusCode: status } : { message, error: phrase, statusCode: status };
  return new HttpException(body, status);
}
