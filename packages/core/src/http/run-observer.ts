import { runCatching } from '@portico/common/internal';
import { logFailure } from './log-failure.js';

/**
 * Runs a function of the application whose result nothing waits for, such as a hook. What it throws or rejects with is
 * logged: it is called from an event, where it would crash the process.
 */
export function runObserver(
  run: () => unknown,
  onFailure: (error: unknown) => void = (error) => logFailure(error),
): void {
  void runCatching(run, onFailure);
}
