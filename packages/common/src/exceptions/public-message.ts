import { STATUS_CODES } from 'node:http';
import { isObject } from '../serialization/is-object.js';
import { isError } from './is-error.js';

/**
 * The message of an exception for HTTP that its reply has. That of the exception itself may be the message of an Error
 * which it wraps, which may only be logged.
 */
export function publicMessage(exception: { getResponse(): unknown; getStatus(): number; message: string }): string {
  const body = exception.getResponse();
  if (isError(body)) return STATUS_CODES[exception.getStatus()] ?? 'Error';
  const message = isObject(body) ? body.message : body;
  return typeof message === 'string' ? message : exception.message;
}
