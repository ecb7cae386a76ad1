import type { ProviderRecord } from './records.js';

/** Returns whether two providers depend on each other. */
export function areInSameCycle(one: ProviderRecord, other: ProviderRecord): boolean {
  const cycle = one.plan?.cycle ?? 0;
  return cycle !== 0 && cycle === other.plan?.cycle;
}
