import { Logger } from '@portico/common';
import type { ApplicationConfig } from '../container/application-config.js';
import { absentEnhancer, isAbsentGlobalEnhancer } from '../errors/construction-errors.js';

/**
 * Removes global enhancers that are `null` or `undefined`, with a warning for each: an application may disable one this
 * way.
 */
export function skipAbsentEnhancers(config: ApplicationConfig): void {
  for (const record of config.removeGlobalRecords(isAbsentGlobalEnhancer)) {
    new Logger('GlobalEnhancers').warn(absentEnhancer(record).message);
  }
}
