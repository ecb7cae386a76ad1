import type { ModuleRecord } from '../container/records.js';

/** A module whose imports and exports are noted, but not yet linked. */
export interface Draft {
  readonly module: ModuleRecord;
  /** In the order of the list; empty places belong to promises that are still open. */
  readonly imports: (ModuleRecord | undefined)[];
  readonly exports: readonly unknown[];
  /** The imports that were written as a `forwardRef()`. */
  forward?: Set<ModuleRecord>;
}
