import { STATUS_CODES } from 'node:http';
import { isError } from '../values/is-error.js';
import { isObject } from '../values/is-object.js';
import type { HttpExceptionLike } from './http-exception-like.js';

/**
 * The message of an exception for HTTP that its reply has. That of the exception itself may be the message of an Error
 * which it wraps, which may only be logged: then it is the phrase of the status.
 */
export function publicMessage(exception: HttpExceptionLike): string {
  const body = exception.getResponse();
  const message = isObject(body) ? body.message : body;
  if (typeof message === 'string' && !isError(body)) return message;
  return isError(body) || hasMessageOfCause(exception)
    ? (STATUS_CODES[exception.getStatus()] ?? 'Error')
    : exception.message;
}

/** Whether the message of an exception is that of the Error which it wraps. */
export function hasMessageOfCause(exception: Error): boolean {
  // Not in the signature: the declarations also compile with `lib` before es2022, whose Error has no `cause`.
  const { message, cause } = exception;
  return isError(cause) && cause.message === message;
}
