import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { CONTROLLERS, constructionTime, ENHANCERS } from './construction-times.js';
import { eachTransient, TransientUse } from './prepared-transients.js';

/** What has its turn at a time: a provider, or an instance of a transient one for a dependent. */
export type Turn = ProviderRecord | TransientUse;

/** Until this time nothing that is made can have waited for anything. */
const NOTHING_AWAITED = 12;

/**
 * What is to be made, by the time at which that happens. What has the same time stands in the order in which what it
 * waited for was made, then in the order of the modules.
 */
export class ConstructionOrder {
  /** What is ready at each time. A factory is called then, a constructor one step later. */
  private readonly ready: Turn[][] = [];
  /** The classes that were ready one step before the time that was asked for last. */
  private constructed: readonly Turn[] = NOBODY;
  private added = 0;
  private ranked = 0;

  /** The time after which nothing is to be made. */
  get end(): number {
    return this.ready.length + 1;
  }

  /** Puts something where its time says. */
  add(turn: Turn, ready: number): void {
    turn.readyAt = ready;
    turn.place = ++this.added;
    while (this.ready.length <= ready) this.ready.push([]);
    (this.ready[ready] as Turn[]).push(turn);
  }

  /** What is made at a time, in its order. To be asked for one time after the other. */
  at(time: number): readonly Turn[] {
    const constructed = this.constructed;
    const ready = this.place(time);
    this.constructed = ready.every(isClass) ? ready : ready.filter(isClass);
    if (this.constructed === ready) return constructed;
    const called = this.constructed.length === 0 ? ready : ready.filter((turn) => !isClass(turn));
    if (constructed.length === 0) return called;
    const all = [...constructed, ...called];
    if (time > NOTHING_AWAITED) sortByTrigger(all);
    else all.sort((a, b) => a.place - b.place);
    return all;
  }

  /** Orders what is ready at a time. */
  private place(time: number): readonly Turn[] {
    const ready = this.ready[time];
    if (ready === undefined) return NOBODY;
    if (time > NOTHING_AWAITED && ready.length > 1) sortByTrigger(ready);
    for (let index = 0; index < ready.length; index++) (ready[index] as Turn).rank = ++this.ranked;
    return ready;
  }
}

const NOBODY: readonly Turn[] = [];
const isClass = ({ kind }: Turn): boolean => kind === 'class';

/**
 * Orders what is not made yet of the singletons of some modules.
 *
 * @param planned records, dependencies before their dependents
 * @param other called with each record that is not to be made now
 */
export function orderConstruction(
  modules: Iterable<ModuleRecord>,
  planned: readonly ProviderRecord[],
  other: (record: ProviderRecord) => void,
): ConstructionOrder {
  let add = addSingleton;
  let forward = false;
  for (let index = 0; index < planned.length; index++) {
    const record = planned[index] as ProviderRecord;
    record.readyAt = constructionTime(record, 0);
    if (record.isTransient) add = addWithTransients;
    if (record.plan?.forward) forward = true;
  }
  if (forward) propagateTimes(planned);
  const order = new ConstructionOrder();
  let end = 0;
  let start = 0;
  const visit = (record: ProviderRecord): void => {
    if (!isToBeMade(record)) {
      other(record);
      return;
    }
    const time = start === 0 ? record.readyAt : constructionTime(record, start);
    add(order, record, start, time);
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

/** What is asked for by `forwardRef()` may be planned after its dependents: their times follow from it. */
function propagateTimes(planned: readonly ProviderRecord[]): void {
  for (let changed = true, rounds = 0; changed && rounds < planned.length; rounds++) {
    changed = false;
    for (const record of planned) {
      const time = constructionTime(record, 0);
      if (time > record.readyAt) changed = true;
      record.readyAt = Math.max(record.readyAt, time);
    }
  }
}

function addSingleton(order: ConstructionOrder, record: ProviderRecord, _start: number, time: number): void {
  order.add(record, time);
}

function addWithTransients(order: ConstructionOrder, record: ProviderRecord, start: number, time: number): void {
  eachTransient(record, start, (use) => order.add(use, constructionTime(use.record, use.start)));
  order.add(record, time);
}

/** Whether a record has one instance for the whole application, which is not there yet. */
export function isToBeMade(record: ProviderRecord): boolean {
  if (record.progress === 'made' || !record.isDependencyTreeStatic()) return false;
  return (
    !record.isTransient || record.isAlias || (isController(record) && record.getStaticTransientInstances().length === 0)
  );
}

function isController({ host, token }: ProviderRecord): boolean {
  return host.controllers.has(token as never);
}

/** Sorts by what each turn waited for last; rounds with the same trigger keep their places. */
function sortByTrigger(ready: Turn[]): void {
  const count = ready.length;
  if (count > keys.length) keys = new Float64Array(count * 2);
  let sorted = true;
  let last = 0;
  for (let index = 0; index < count; index++) {
    const key = triggerOf(ready[index] as Turn) * MANY + index;
    if (key < last) sorted = false;
    keys[index] = last = key;
  }
  if (sorted) return;
  const unsorted = ready.slice();
  const ordered = keys.subarray(0, count).sort();
  for (let index = 0; index < count; index++) ready[index] = unsorted[(ordered[index] as number) % MANY] as Turn;
}

/** Numbers sort several times faster than objects: the trigger and, below it, the index. One array serves all sorts. */
let keys = new Float64Array(256);

/** More than there are providers. */
const MANY = 2 ** 24;

/**
 * What was made last of what something waited for, as a number. What another module provides comes a little later, and what
 * properties wait for later still.
 */
function triggerOf({ plan, host }: Turn): number {
  if (plan === null) return 0;
  const { dependencies, properties } = plan;
  let last = 0;
  for (let index = 0; index < dependencies.length; index++) {
    const dependency = dependencies[index];
    if (!dependency) continue;
    const rank = rankOf(dependency, host);
    if (rank > last) last = rank;
  }
  if (properties === null) return last;
  for (const { dependency } of properties) if (dependency) last = Math.max(last, rankOf(dependency, host) + 2);
  return last;
}

function rankOf(dependency: ProviderRecord, host: ModuleRecord): number {
  return dependency.rank * 4 + (dependency.host === host ? 0 : 1);
}
