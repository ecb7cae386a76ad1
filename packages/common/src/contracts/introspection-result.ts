import type { Scope } from './scope-options.js';

/** What `moduleRef.introspect()` finds. */
export interface IntrospectionResult {
  /** The scope that results from the provider's own and from its dependencies'. */
  scope: Scope;
}
