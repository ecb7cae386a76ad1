import type { ProviderRecord } from '../container/provider-record.js';

/** A dependency as planned: `null` stands for an optional one that nothing provides. */
export type Dependency = ProviderRecord | null;

/** A property to fill when the instance is made. */
export interface PropertyPlan {
  readonly key: string | symbol;
  readonly dependency: Dependency;
}

/**
 * How one provider is made: every dependency is looked up once, aliases followed to their end, and the
 * consequences of scopes known.
 */
export interface ResolutionPlan {
  readonly dependencies: readonly Dependency[];
  readonly properties: readonly PropertyPlan[] | null;
  /** Whether a `forwardRef()` is among the dependencies. */
  readonly forward: boolean;
  /** Whether the instance belongs to a context, because of its scope or of what it depends on. */
  contextual: boolean;
  durable: boolean;
  /** Whether the provider depends, by way of a `forwardRef()`, on itself. */
  cyclic: boolean;
}

/** The plan of everything that needs nothing. */
export const EMPTY_PLAN: ResolutionPlan = Object.freeze({
  dependencies: Object.freeze([]) as readonly Dependency[],
  properties: null,
  forward: false,
  contextual: false,
  durable: false,
  cyclic: false,
});
