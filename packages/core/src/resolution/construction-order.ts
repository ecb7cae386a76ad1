import { Scope } from '@portico/common';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { CONTROLLERS, constructionTime, ENHANCERS } from './construction-times.js';
import { eachTransient, TransientUse } from './prepared-transients.js';

/** An entry of the schedule: a provider, or an instance of a transient one for a dependent. */
export type ConstructionEntry = ProviderRecord | TransientUse;

/** Nothing that is created before this time can have waited for anything. */
const NOTHING_AWAITED = 12;

/**
 * The entries to create, by time. Entries with the same time are in the order in which their last dependencies were
 * created, then in the order of the modules.
 */
export class ConstructionOrder {
  /** The entries that are ready at each time. Factories are called at that time, constructors one step later. */
  private readonly ready: ConstructionEntry[][] = [];
  /** The times at which an entry other than a class is ready. */
  private readonly called = new Set<number>();
  /** The classes that were ready one step before the last requested time. */
  private constructed: readonly ConstructionEntry[] = NO_ENTRIES;
  private added = 0;
  private ranked = 0;

  /** The time after which there are no entries. */
  get end(): number {
    return this.ready.length + 1;
  }

  /** Adds an entry at its time. */
  add(entry: ConstructionEntry, ready: number): void {
    entry.readyAt = ready;
    entry.place = ++this.added;
    while (this.ready.length <= ready) this.ready.push([]);
    this.ready[ready]!.push(entry);
    if (entry.kind !== 'class') this.called.add(ready);
  }

  /** The entries of a time, in order. Times have to be requested in ascending order. */
  at(time: number): readonly ConstructionEntry[] {
    const constructed = this.constructed;
    const ready = this.place(time);
    if (!this.called.has(time)) {
      this.constructed = ready;
      return constructed;
    }
    this.constructed = ready.filter(isClass);
    const called = this.constructed.length === 0 ? ready : ready.filter((entry) => !isClass(entry));
    if (constructed.length === 0) return called;
    const all = [...constructed, ...called];
    if (time > NOTHING_AWAITED) sortByTrigger(all);
    else all.sort((a, b) => a.place - b.place);
    return all;
  }

  /** Orders the entries that are ready at a time. */
  private place(time: number): readonly ConstructionEntry[] {
    const ready = this.ready[time];
    if (ready === undefined) return NO_ENTRIES;
    if (time > NOTHING_AWAITED && ready.length > 1) sortByTrigger(ready);
    for (let index = 0; index < ready.length; index++) ready[index]!.rank = ++this.ranked;
    return ready;
  }
}

const NO_ENTRIES: readonly ConstructionEntry[] = [];
const isClass = ({ kind }: ConstructionEntry): boolean => kind === 'class';

/**
 * Orders the singletons of some modules that do not exist yet.
 *
 * @param hasTransients whether one of their providers is transient
 * @param other called with each record that is not created now
 */
export function orderConstruction(
  modules: Iterable<ModuleRecord>,
  hasTransients: boolean,
  other: (record: ProviderRecord) => void,
): ConstructionOrder {
  const order = new ConstructionOrder();
  let end = 0;
  let start = 0;
  const visit = (record: ProviderRecord): void => {
    // The usual case is inlined: at a cold start, calling a function costs as much as its body.
    const { plan } = record;
    const isPlain = plan !== null && !plan.contextual && record.scope === Scope.DEFAULT && record.progress !== 'made';
    if (!isPlain && !isToBeMade(record)) {
      other(record);
      return;
    }
    const time = start === 0 ? record.readyAt : constructionTime(record, start);
    if (hasTransients) eachTransient(record, start, (use) => order.add(use, constructionTime(use.record, use.start)));
    order.add(record, time);
    if (time > end) end = time;
  };
  for (const module of modules) {
    end = start = 0;
    module.providers.forEach(visit);
    end = start = end + ENHANCERS;
    module.injectables.forEach(visit);
    start = end + CONTROLLERS;
    module.controllers.forEach(visit);
  }
  return order;
}

/** Whether a record has a singleton that does not exist yet. */
export function isToBeMade(record: ProviderRecord): boolean {
  if (record.progress === 'made' || !record.isDependencyTreeStatic()) return false;
  return (
    !record.isTransient || record.isAlias || (isController(record) && record.getStaticTransientInstances().length === 0)
  );
}

function isController({ host, token }: ProviderRecord): boolean {
  return host.controllers.has(token);
}

/** Sorts entries by the last dependency that each waited for; entries with the same one keep their order. */
function sortByTrigger(ready: ConstructionEntry[]): void {
  const count = ready.length;
  if (count > keys.length) keys = new Float64Array(count * 2);
  let sorted = true;
  let last = 0;
  for (let index = 0; index < count; index++) {
    const key = triggerOf(ready[index]!) * MANY + index;
    if (key < last) sorted = false;
    keys[index] = last = key;
  }
  if (sorted) return;
  const unsorted = ready.slice();
  const ordered = keys.subarray(0, count).sort();
  for (let index = 0; index < count; index++) ready[index] = unsorted[ordered[index]! % MANY]!;
}

/**
 * Numbers sort several times faster than objects: each combines the trigger and the index. One array is used for all
 * sorts.
 */
let keys = new Float64Array(256);

/** Greater than any number of providers. */
const MANY = 2 ** 24;

/**
 * The last dependency that an entry waited for, as a number. Dependencies from other modules count a little later, and
 * those of properties later still.
 */
function triggerOf({ plan, host }: ConstructionEntry): number {
  if (plan === null) return 0;
  const { dependencies, properties } = plan;
  let last = 0;
  for (let index = 0; index < dependencies.length; index++) {
    const dependency = dependencies[index];
    if (!dependency) continue;
    const rank = dependency.rank * 4 + (dependency.host === host ? 0 : 1);
    if (rank > last) last = rank;
  }
  if (properties === null) return last;
  for (const { dependency } of properties) {
    if (dependency !== null) last = Math.max(last, dependency.rank * 4 + (dependency.host === host ? 2 : 3));
  }
  return last;
}
