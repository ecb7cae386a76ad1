import { Scope } from '@portico/common';
import type { Dependency, ProviderRecord } from '../container/records.js';
import { areInSameCycle } from '../container/same-cycle.js';

/*
 * When each instance is created, in a time that exists only at start-up. A provider without dependencies is created
 * immediately; looking up dependencies takes time, and missing ones are waited for. The numbers are the microtasks that
 * were observed in applications on NestJS 12, so that constructors and factories run in the order that such
 * applications rely on.
 */

/** Looking up the parameters of one provider, or its properties, which follow. */
const LOOK_UP = 10;

/** Added for a dependency from another module. */
const ELSEWHERE = 1;

/** Added for a value that is a promise. */
const PROMISED = 1;

/** Finding that an optional dependency has no provider. */
const NOTHING = 6;

/** From the last provider of a module to the start of its enhancers, which are followed by its controllers. */
export const ENHANCERS = 13;
export const CONTROLLERS = 2;

interface Costs {
  /** A dependency that exists by then, counted from the start of the look-up, is not waited for. */
  readonly lookedAt: number;
  /** From the end of a dependency that was waited for to the creation of its dependent. */
  readonly awaited: number;
  /** From the start of a look-up to the start of a transient dependency. */
  readonly transient: number;
}

const PARAMETERS: Costs = { lookedAt: 5, awaited: 11, transient: 8 };
const PROPERTIES: Costs = { lookedAt: 6, awaited: 10, transient: 9 };

/** Called with each transient dependency, and the time at which it starts. */
export type OnTransient = (dependency: ProviderRecord, start: number) => void;

/**
 * When a provider that starts at a given time is created.
 *
 * @param start when the look-up of its dependencies begins
 */
export function constructionTime(record: ProviderRecord, start: number, onTransient?: OnTransient): number {
  const { plan } = record;
  if (plan === null) return start;
  const { dependencies, properties, elsewhere, cycle } = plan;
  let time = start;
  for (let index = 0; index < dependencies.length; index++) {
    const dependency = dependencies[index] ?? null;
    const begun = start + ((elsewhere >> index) & 1) * ELSEWHERE;
    const arrived =
      dependency !== null && dependency.scope === Scope.DEFAULT && cycle === 0 && dependency.kind !== 'value'
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

/** The target of a `forwardRef()` may be planned after its dependents, whose times depend on it. */
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

/** When a dependency is available to a dependent that started its look-up at a given time. */
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

/** Whether each dependent gets its own instance, which can be created before the dependent. */
function isMadeForEach(dependency: ProviderRecord): boolean {
  return dependency.scope === Scope.TRANSIENT && dependency.kind !== 'alias' && dependency.plan?.cycle === 0;
}

/**
 * Whether a dependent receives a class instance before it is constructed: in a cycle, dependents do not wait for a
 * class that has a parameter with `forwardRef()`, and a property with `forwardRef()` does not wait.
 *
 * @param forward whether this is a property with a `forwardRef()`
 */
export function isHandedEarly(record: ProviderRecord, dependency: Dependency, forward = false): boolean {
  if (dependency === null || dependency.kind !== 'class') return false;
  return areInSameCycle(record, dependency) && (forward || dependency.plan?.early === true);
}
