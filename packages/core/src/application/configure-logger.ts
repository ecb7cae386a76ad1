import type { NestApplicationContextOptions } from '@portico/common';
import { Logger } from '@portico/common';

/** Applies the logging options of an application. */
export function configureLogger({ logger, bufferLogs }: NestApplicationContextOptions): void {
  // `true`, which the documented type does not have, keeps the current logger.
  if (logger !== undefined && (logger as unknown) !== true) Logger.overrideLogger(logger);
  if (bufferLogs) Logger.attachBuffer();
}
