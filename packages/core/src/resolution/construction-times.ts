import { Scope } from '@portico/common';
import type { Dependency, ProviderRecord } from '../container/records.js';

/*
 * When each instance is made, on a clock that only start-up has. A provider without dependencies is made at once; looking
 * dependencies up takes a while, and one that is not there by then is waited for. The numbers are those that applications
 * on NestJS 12 show, in microtasks: so constructors and factories run in the order that such applications rely on.
 */

/** Looking up the parameters of one provider, or its properties, which come after them. */
const LOOK_UP = 10;

/** More for a dependency that another module provides. */
const ELSEWHERE = 1;

/** More for a value that is a promise. */
const PROMISED = 1;

/** Finding that nothing provides an optional dependency. */
const NOTHING = 6;

/** From the last provider of a module until its enhancers are begun; its controllers come after them. */
export const ENHANCERS = 13;
export const CONTROLLERS = 2;

interface Costs {
  /** A dependency that is made by then, counted from the start of the look-up, is not waited for. */
  readonly lookedAt: number;
  /** From the end of a dependency that was waited for until its dependent is made. */
  readonly awaited: number;
  /** From the start of a look-up until a transient dependency is begun. */
  readonly transient: number;
}

const PARAMETERS: Costs = { lookedAt: 5, awaited: 11, transient: 8 };
const PROPERTIES: Costs = { lookedAt: 6, awaited: 10, transient: 9 };

/** Called with each transient dependency that a dependent gets, and when it is begun. */
export type OnTransient = (dependency: ProviderRecord, start: number) => void;

/**
 * When a provider is made, if it is begun at a time.
 *
 * @param start when its dependencies begin to be looked up
 */
export function constructionTime(record: ProviderRecord, start: number, onTransient?: OnTransient): number {
  const { plan } = record;
  if (plan === null) return start;
  const { dependencies, properties, elsewhere, cyclic } = plan;
  let time = start;
  for (let index = 0; index < dependencies.length; index++) {
    const dependency = dependencies[index] ?? null;
    const begun = start + ((elsewhere >> index) & 1) * ELSEWHERE;
    const arrived =
      dependency !== null && dependency.scope === Scope.DEFAULT && !cyclic && dependency.kind !== 'value'
        ? arrivalOfSingleton(dependency.readyAt, begun, PARAMETERS)
        : arrival(record, dependency, begun, PARAMETERS, onTransient);
    if (arrived > time) time = arrived;
  }
  if (properties === null) return time;
  const parameters = time;
  for (let index = 0; index < properties.length; index++) {
    const { dependency, forward } = properties[index]!;
    const begun = parameters + (dependency === null || dependency.host === record.host ? 0 : ELSEWHERE);
    const arrived = isHandedEarly(record, dependency, forward)
      ? begun + LOOK_UP
      : arrival(record, dependency, begun, PROPERTIES, onTransient);
    if (arrived > time) time = arrived;
  }
  return time;
}

/** What is asked for by `forwardRef()` may be planned after its dependents: their times follow from it. */
export function propagateTimes(planned: readonly ProviderRecord[]): void {
  for (const record of planned) record.readyAt = constructionTime(record, 0);
  for (let changed = true, rounds = 0; changed && rounds < planned.length; rounds++) {
    changed = false;
    for (const record of planned) {
      const time = constructionTime(record, 0);
      if (time <= record.readyAt) continue;
      changed = true;
      record.readyAt = time;
    }
  }
}

/** When a dependency is at hand for one who began to look it up at a time. */
function arrival(
  record: ProviderRecord,
  dependency: Dependency,
  begun: number,
  costs: Costs,
  onTransient: OnTransient | undefined,
): number {
  if (dependency === null) return begun + NOTHING;
  const fast = begun + LOOK_UP;
  if (isHandedEarly(record, dependency)) return fast;
  if (dependency.kind === 'inquirer') return begun + costs.transient + ELSEWHERE + costs.awaited;
  if (isMadeForEach(dependency)) {
    const start = begun + costs.transient;
    onTransient?.(dependency, start);
    return constructionTime(dependency, start) + costs.awaited;
  }
  if (dependency.kind === 'value' && dependency.progress !== 'made') return fast + PROMISED;
  return arrivalOfSingleton(dependency.readyAt, begun, costs);
}

function arrivalOfSingleton(readyAt: number, begun: number, costs: Costs): number {
  return readyAt <= begun + costs.lookedAt ? begun + LOOK_UP : readyAt + costs.awaited;
}

/** Whether each dependent gets an instance of its own, which can be made before the dependent is. */
function isMadeForEach(dependency: ProviderRecord): boolean {
  return dependency.scope === Scope.TRANSIENT && dependency.kind !== 'alias' && dependency.plan?.cyclic === false;
}

/**
 * Whether a dependent gets a class before it is constructed: in a cycle nothing waits for a class that injects a parameter
 * by way of a `forwardRef()`, and no property waits for what it gets by way of one.
 *
 * @param forward whether this is a property with a `forwardRef()`
 */
export function isHandedEarly(record: ProviderRecord, dependency: Dependency, forward = false): boolean {
  if (dependency === null || dependency.kind !== 'class') return false;
  const { plan } = dependency;
  return plan?.cyclic === true && (plan.early || forward) && record.plan?.cyclic === true;
}
