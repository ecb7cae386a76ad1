import { Logger } from '@portico/common';
import { runCatching, stackOf } from '@portico/common/internal';

const logger = new Logger('WebSockets');

/**
 * Calls a function of the application for a library that catches neither its errors nor its rejections, which would
 * crash the process. The failure is logged.
 *
 * @param name for the log, such as `verifyClient()`
 * @param refuse called once the function has failed
 * @example
 * runGuarded('allowRequest()', () => allowRequest(request, decide), () => decide('Internal server error', false));
 * @see docs/websocket-adapters.md
 */
export function runGuarded(name: string, run: () => unknown, refuse?: () => void): void {
  void runCatching(run, (error) => {
    logger.error(`${name} failed`, stackOf(error));
    refuse?.();
  });
}

/**
 * Ensures that a callback fires once. A refused client stays refused if the callback is called again, and a request
 * does not get two responses.
 *
 * @example
 * const decide = onlyFirst(next);
 * @see docs/websocket-adapters.md
 */
export function onlyFirst<Decision extends unknown[]>(
  decide: (...decision: Decision) => void,
): (...decision: Decision) => void {
  let decided = false;
  return (...decision) => {
    if (decided) return;
    decided = true;
    decide(...decision);
  };
}
