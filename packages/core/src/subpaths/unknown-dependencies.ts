/** `@portico/core/errors/exceptions/unknown-dependencies.exception.js`: for modules that explain the error anew. */
import { isFrameworkError } from '@portico/common/internal';

/**
 * What is thrown when a dependency is not available, as a class to compare with: an error is one by its code,
 * `PORTICO_UNKNOWN_DEPENDENCY`.
 *
 * @example
 * if (error instanceof UnknownDependenciesException) console.error(error.message);
 */
export abstract class UnknownDependenciesException extends Error {
  static override [Symbol.hasInstance](value: unknown): value is UnknownDependenciesException {
    return isFrameworkError(value) && value.code === 'PORTICO_UNKNOWN_DEPENDENCY';
  }
}
