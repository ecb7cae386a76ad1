import { PendingValue } from '../container/pending-value.js';
import type { ProviderRecord } from '../container/records.js';
import { type ConstructionEntry, type ConstructionOrder, isToBeMade } from './construction-order.js';
import { CONTROLLERS, constructionTime, ENHANCERS, isHandedEarly } from './construction-times.js';
import { TransientUse } from './prepared-transients.js';

interface Maker {
  /** Creates an entry, whose dependencies exist by then. */
  make(entry: ConstructionEntry): unknown;
}

/**
 * Creates singletons in the order of their times. While an asynchronous factory runs, times advance with microtasks, so
 * that its dependents are created in order, and everything else in the meantime.
 *
 * @returns a promise only if a factory returns one
 */
export function makeInOrder(order: ConstructionOrder, maker: Maker): void | Promise<void> {
  for (let time = 0; time < order.end; time++) {
    const entries = order.at(time);
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index]!;
      const made = maker.make(entry);
      if (made instanceof PendingValue)
        return new AsynchronousStart(order, maker).continueAfter(time, entries.slice(index + 1), entry, made);
    }
  }
}

/** From the end of an asynchronous factory to the time at which its instance is recorded here. */
const RECORDING_TIME = 4;

/** The time of an instance whose asynchronous factory has not completed. */
const UNKNOWN = 1_000_000_000;

/** How long time continues to advance after the last known entry. */
const TIME_AFTER_LAST_ENTRY = 64;

/** The rest of a start-up after an asynchronous factory has been called. */
class AsynchronousStart {
  /** Entries that were due before it was known what they wait for. */
  private readonly late = new Set<ConstructionEntry>();
  private readonly open = new Set<Promise<void>>();
  private failure: { readonly error: unknown } | undefined;
  private time = 0;

  constructor(
    private readonly order: ConstructionOrder,
    private readonly maker: Maker,
  ) {}

  /**
   * Continues after a factory that is asynchronous.
   *
   * @param rest the other entries of the same time
   */
  async continueAfter(
    time: number,
    rest: readonly ConstructionEntry[],
    entry: ConstructionEntry,
    made: PendingValue,
  ): Promise<void> {
    this.time = time;
    this.watch(entry, made);
    this.makeAll(rest);
    for (;;) {
      await this.nextTime();
      if (this.failure) throw this.failure.error;
      this.scheduleLate();
      if (this.time < this.order.end) this.makeAll(this.order.at(this.time));
      else if (this.open.size === 0) break;
    }
    for (const left of this.late) this.maker.make(left);
  }

  private nextTime(): void | Promise<void> {
    this.time++;
    if (this.open.size === 0) return;
    return this.time < this.order.end + TIME_AFTER_LAST_ENTRY ? Promise.resolve() : Promise.race(this.open);
  }

  private makeAll(entries: readonly ConstructionEntry[]): void {
    for (let index = 0; index < entries.length; index++) this.makeEntry(entries[index]!);
  }

  private makeEntry(entry: ConstructionEntry): void {
    // Members of a cycle that were created out of order would postpone each other indefinitely.
    if (isMade(entry)) return;
    const ready = readyTimeOf(entry);
    if (ready === undefined) this.late.add(entry);
    else if (ready > this.time) this.order.add(entry, ready);
    else {
      const made = this.maker.make(entry);
      if (made instanceof PendingValue) this.watch(entry, made);
    }
  }

  private scheduleLate(): void {
    for (const entry of this.late) {
      const ready = readyTimeOf(entry);
      if (ready === undefined) continue;
      this.late.delete(entry);
      this.order.add(entry, Math.max(ready, this.time));
    }
  }

  private watch(entry: ConstructionEntry, { done }: PendingValue): void {
    entry.readyAt = UNKNOWN;
    const noted = done.then(
      () => {
        entry.readyAt = Math.max(0, this.time - RECORDING_TIME);
        this.open.delete(noted);
      },
      (error: unknown) => {
        this.failure ??= { error };
        this.open.delete(noted);
      },
    );
    this.open.add(noted);
  }
}

/** Whether an instance was created before its time, because another one needed it. */
function isMade(entry: ConstructionEntry): boolean {
  return (entry instanceof TransientUse ? entry.dependent : entry).progress === 'made';
}

/** When all dependencies exist; `undefined` while that is unknown. */
function readyTimeOf(entry: ConstructionEntry): number | undefined {
  const record = entry instanceof TransientUse ? entry.record : entry;
  const start = entry instanceof TransientUse ? startOfUse(entry) : startOf(entry);
  if (start === undefined || !hasEverything(record)) return undefined;
  const time = constructionTime(record, start);
  return time >= UNKNOWN ? undefined : time;
}

/** A transient instance is begun with what it is made for. */
function startOfUse({ start, root, rootStart }: TransientUse): number | undefined {
  const begun = startOf(root);
  return begun === undefined ? undefined : begun + start - rootStart;
}

/** Enhancers wait for the providers of their module, and controllers for both. */
function startOf({ host, token }: ProviderRecord): number | undefined {
  if (host.providers.has(token)) return 0;
  const providers = endOf(host.providers, 0);
  if (providers === undefined) return undefined;
  if (host.injectables.has(token)) return providers + ENHANCERS;
  const enhancers = endOf(host.injectables, providers + ENHANCERS);
  return enhancers === undefined ? undefined : enhancers + CONTROLLERS;
}

/** When the last of some records was created. */
function endOf(records: ReadonlyMap<unknown, ProviderRecord>, start: number): number | undefined {
  let end = start;
  for (const record of records.values()) {
    if (isToBeMade(record)) return undefined;
    // Transient and request-scoped providers are not created, and not waited for.
    if (record.progress === 'made') end = Math.max(end, record.readyAt);
  }
  return end;
}

function hasEverything(record: ProviderRecord): boolean {
  const { plan } = record;
  if (plan === null) return true;
  const has = (dependency: ProviderRecord | null, forward: boolean): boolean => {
    if (dependency === null || dependency.progress === 'made' || isHandedEarly(record, dependency, forward))
      return true;
    if (dependency.kind === 'inquirer') return true;
    return dependency.isTransient && ((dependency.plan?.cycle ?? 0) !== 0 || hasEverything(dependency));
  };
  return (
    plan.dependencies.every((dependency) => has(dependency, false)) &&
    (plan.properties ?? []).every(({ dependency, forward }) => has(dependency, forward))
  );
}
