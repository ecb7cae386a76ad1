import { Logger } from '@portico/common';
import type { CoreErrorCode } from '../errors/catalogue.js';
import { coreError } from '../errors/core-error.js';

const logger = new Logger('Transports');

/** Logs that something with a decorator is never called. */
export function warnOfUnserved(code: CoreErrorCode, line: string, remedies: readonly string[]): void {
  logger.warn(coreError({ code, lines: [line], remedies }).message);
}
