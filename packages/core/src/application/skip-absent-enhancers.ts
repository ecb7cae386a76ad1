import { Logger } from '@portico/common';
import type { ApplicationConfig } from '../container/application-config.js';
import { absentEnhancer, isAbsentGlobalEnhancer } from '../errors/making-errors.js';

/** Leaves out global enhancers that are `null` or `undefined`, and warns of each: an application may switch one off. */
export function skipAbsentEnhancers(config: ApplicationConfig): void {
  for (const record of config.removeGlobalRecords(isAbsentGlobalEnhancer)) {
    new Logger('GlobalEnhancers').warn(absentEnhancer(record).message);
  }
}
