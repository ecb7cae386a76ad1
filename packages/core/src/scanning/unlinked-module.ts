import type { ModuleRecord } from '../container/records.js';

/** A module whose imports and exports have been read, but not linked yet. */
export interface UnlinkedModule {
  readonly module: ModuleRecord;
  /** In the order of the list; empty entries belong to pending promises. */
  readonly imports: (ModuleRecord | undefined)[];
  readonly exports: readonly unknown[];
  /** The imports that are a `forwardRef()`. */
  forward?: Set<ModuleRecord>;
}
