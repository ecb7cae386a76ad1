import { HttpStatus } from '../contracts/http/http-status.js';
import { type ErrorHttpStatusCode, httpErrorOf } from './http-error-by-code.js';

/** Options of all pipes that refuse values. */
export interface RefusalOptions<TError = string> {
  /** Status of the exception. Default: 400. */
  errorHttpStatusCode?: ErrorHttpStatusCode | undefined;
  /** Creates the exception from the message. */
  exceptionFactory?: ((error: TError) => unknown) | undefined;
}

/** The function that creates the exceptions of a pipe. */
export function refusalOf<TError>(options: RefusalOptions<TError> | undefined): (error: TError) => unknown {
  const { exceptionFactory, errorHttpStatusCode = HttpStatus.BAD_REQUEST } = options ?? {};
  return exceptionFactory ?? ((error) => httpErrorOf(errorHttpStatusCode, error));
}
