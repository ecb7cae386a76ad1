import type { NestApplicationContextOptions } from '@portico/common';
import { Logger } from '@portico/common';

/** Applies what the options of an application say of logging. */
export function configureLogger({ logger, bufferLogs }: NestApplicationContextOptions): void {
  // Nothing is said by `true`: it stands for the logger as it is.
  if (logger !== undefined && (logger as unknown) !== true) Logger.overrideLogger(logger);
  if (bufferLogs) Logger.attachBuffer();
}
