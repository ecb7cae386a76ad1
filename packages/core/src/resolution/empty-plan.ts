import type { Dependency, ResolutionPlan } from '../container/records.js';

const NO_DEPENDENCIES: readonly Dependency[] = Object.freeze([]);

/** The plan of a record without dependencies. */
export const EMPTY_PLAN: ResolutionPlan = Object.freeze({
  dependencies: NO_DEPENDENCIES,
  properties: null,
  elsewhere: 0,
  forward: false,
  contextual: false,
  durable: false,
  cycle: 0,
  early: false,
});

/** The plan of a record that is being planned: a record that depends on it is part of a cycle. */
export const PLANNING: ResolutionPlan = Object.freeze({ ...EMPTY_PLAN });
