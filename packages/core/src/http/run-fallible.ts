import { failedWithoutError } from '@portico/common/internal';
import { runObserver } from './run-observer.js';

/**
 * Calls a function of the application on behalf of a library that catches neither what it throws nor what it rejects with.
 * For adapters of HTTP libraries: such a failure would crash the process, or leave a request without a response.
 *
 * @param name of the function, for the error of one that throws `undefined` or `null`
 * @param run calls the function
 * @param onFailure called with what the function throws or rejects with; never with `undefined` or `null`
 * @example
 * runFallible('The file filter', () => fileFilter(request, file, done), (error) => done(error));
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function runFallible(name: string, run: () => unknown, onFailure: (error: unknown) => void): void {
  runObserver(run, (error) => onFailure(error ?? failedWithoutError(name)));
}
