import { Logger } from '@portico/common';

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
    logger.error(`${name} failed`, error instanceof Error ? error.stack : String(error));
    refuse?.();
  };
  try {
    const running = run();
    if (running instanceof Promise) running.catch(fail);
  } catch (error) {
    fail(error);
  }
}
