import type { Scope } from './scope-options.js';

/** The result of `moduleRef.introspect()`. */
export interface IntrospectionResult {
  /** The effective scope, which depends on the provider and on its dependencies. */
  scope: Scope;
}
