import { isError } from '../values/is-error.js';

/** The members of an `HttpException` that a reply needs. */
export interface HttpExceptionLike extends Error {
  readonly cause?: unknown;
  readonly errorCode?: string;
  getStatus(): number;
  getResponse(): string | object;
}

/** Whether an error is an exception for HTTP: also one of another installed copy, or of a package for NestJS. */
export function isHttpException(error: unknown): error is HttpExceptionLike {
  return (
    isError(error) &&
    'getStatus' in error &&
    typeof error.getStatus === 'function' &&
    'getResponse' in error &&
    typeof error.getResponse === 'function'
  );
}
