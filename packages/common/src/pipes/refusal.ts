import { HttpStatus } from '../contracts/http-status.js';
import { type ErrorHttpStatusCode, httpErrorOf } from './http-error-by-code.js';

/** Options that all pipes which refuse values share. */
export interface RefusalOptions<TError = string> {
  /** Status of the exception. Default: 400. */
  errorHttpStatusCode?: ErrorHttpStatusCode;
  /** Makes the exception from the message. */
  exceptionFactory?: (error: TError) => any;
}

/** The function that makes a pipe's exceptions. */
export function refusalOf<TError>(options: RefusalOptions<TError> | undefined): (error: TError) => any {
  const { exceptionFactory, errorHttpStatusCode = HttpStatus.BAD_REQUEST } = options ?? {};
  return exceptionFactory ?? ((error) => httpErrorOf(errorHttpStatusCode, error));
}
