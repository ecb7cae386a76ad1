import { Logger } from '@portico/common';
import { stackOf } from '@portico/common/internal';

const logger = new Logger('WebSockets');

/**
 * Runs a function of the application for socket.io, which catches neither what it throws nor what it rejects with:
 * either would end the process.
 *
 * @param name for the log
 * @param refuse called once it has failed
 */
export function runGuarded(name: string, run: () => unknown, refuse?: () => void): void {
  const fail = (error: unknown): void => {
    logger.error(`${name} failed`, stackOf(error));
    refuse?.();
  };
  try {
    const running = run();
    if (running instanceof Promise) running.catch(fail);
  } catch (error) {
    fail(error);
  }
}

/**
 * Lets a decision be told once. Who was refused must not come in after all when something begun earlier decides too, and
 * engine.io would answer a request again, and end the process over its headers.
 */
export function onlyFirst<Decision extends unknown[]>(tell: (...decision: Decision) => void) {
  let decided = false;
  return (...decision: Decision): void => {
    if (decided) return;
    decided = true;
    tell(...decision);
  };
}
