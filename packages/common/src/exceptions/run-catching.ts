import { isPromiseLike } from '../values/is-promise-like.js';

/**
 * Runs a function, and passes on what it throws or rejects with.
 *
 * @param onFailure called with the error; must not throw
 * @returns a promise only if the function returns one; it resolves when that has completed or failed
 */
export function runCatching(run: () => unknown, onFailure: (error: unknown) => void): Promise<void> | undefined {
  try {
    const running = run();
    return isPromiseLike(running) ? Promise.resolve(running).then(ignoreResult, onFailure) : undefined;
  } catch (error) {
    onFailure(error);
    return undefined;
  }
}

function ignoreResult(): void {}
