import { Logger } from '@portico/common';
import { coreError } from '../errors/core-error.js';
import type { StoppedWork } from '../transports/transport.js';

const logger = new Logger('Shutdown');

/** Logs one line with the work that the shutdown deadline stopped, if there was any. */
export function warnOfStoppedWork(stopped: StoppedWork): void {
  const counts = Object.entries(stopped).filter(([, count]) => count > 0);
  if (counts.length === 0) return;
  const error = coreError({
    code: 'PORTICO_SHUTDOWN_DEADLINE',
    lines: [
      `The shutdown deadline passed, and work was stopped: ${counts.map(([what, n]) => `${n} ${what}`).join(', ')}.`,
    ],
    remedies: [
      'Allow more time, with gracefulShutdown: { timeoutMs } in the options of NestFactory.create(), or look for handlers that never complete.',
    ],
  });
  logger.warn(error.message);
}
