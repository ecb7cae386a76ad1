import { type InjectionToken, Scope } from '@portico/common';
import { isPromiseLike } from '@portico/common/internal';
import { type ContextId, contextFor, contextStoreOf, requestFor } from '../container/context-id.js';
import type { ContextInstances } from '../container/context-instances.js';
import { PendingValue } from '../container/pending-value.js';
import type { Dependency, ProviderRecord } from '../container/records.js';
import { checkEnhancer } from '../errors/construction-errors.js';
import { scopedProvider } from '../errors/reference-errors.js';
import type { ConstructionEntry } from './construction-order.js';
import { isHandedEarly } from './construction-times.js';
import { createWithDependencies, type DependencySource, isFilledLater } from './create-with-dependencies.js';
import { OpenTransients } from './open-transients.js';
import { type PreparedTransients, TransientUse } from './prepared-transients.js';
import { UnfinishedInstance, unfinishedObject } from './unfinished-instance.js';

/**
 * Creates instances as planned. All methods return the instance itself, or a {@link PendingValue} while an asynchronous
 * factory that it depends on runs; other instances are created immediately.
 */
export class InstancesByScope implements DependencySource {
  private readonly openTransients = new OpenTransients();
  /** Instances that are being completed with the properties of their cycle, if they have waited for a factory. */
  private readonly closing: PendingValue[] = [];

  /** Receives, and can replace, every instance of a class. */
  decorate: ((instance: unknown) => unknown) | null = null;

  /** During start-up: instances of transient providers whose dependents have not been created yet. */
  prepared: PreparedTransients | null = null;

  /** @param find looks up the token of `inject()`; `null` for an optional token without a provider */
  constructor(
    readonly find: (record: ProviderRecord, token: InjectionToken, optional: boolean) => ProviderRecord | null,
  ) {}

  /** The singleton of a record. */
  singleton(record: ProviderRecord): unknown {
    if (record.progress === 'made') return record.instance;
    if (record.progress === 'making') return record.pending ?? this.referToUnfinished(record);
    record.progress = 'making';
    let made: unknown;
    try {
      made = this.makeSingleton(record);
    } catch (error) {
      record.progress = 'none';
      if (record.kind === 'class') record.instance = undefined;
      throw error;
    }
    if (!(made instanceof PendingValue)) return this.finishSingleton(record, made);
    record.pending = PendingValue.of(made, (value) => this.finishSingleton(record, value));
    return record.pending;
  }

  /** Creates the next entry of the schedule at start-up. */
  make(entry: ConstructionEntry): unknown {
    if (!(entry instanceof TransientUse))
      return entry.isTransient && !entry.isAlias ? this.transient(entry, null, null) : this.singleton(entry);
    // A dependent that was requested earlier, by moduleRef.get() in a constructor, has created its own.
    if (entry.dependent.progress === 'made' || this.prepared?.isOvertaken(entry)) return undefined;
    const made = this.transient(entry.record, null, entry.dependent);
    this.prepared?.put(entry, made);
    return made;
  }

  /** The instance of a record in a context, created if the context has none yet. */
  inContext(record: ProviderRecord, contextId: ContextId, inquirer: ProviderRecord | null): unknown {
    const plan = record.plan!;
    const { instances } = contextStoreOf(contextFor(contextId, plan.durable));
    const known = instances.get(record);
    if (known !== undefined) return known instanceof UnfinishedInstance ? this.unfinished(known) : known;
    if (instances.has(record)) return undefined;

    let early: UnfinishedInstance | null = null;
    const transient = record.scope === Scope.TRANSIENT;
    if (plan.cycle !== 0 && !transient) {
      early = new UnfinishedInstance(record);
      instances.set(record, early);
    }
    try {
      const made = transient
        ? this.transient(record, contextId, inquirer)
        : early
          ? this.makeShared(record, contextId, inquirer)
          : createWithDependencies(this, record, contextId, inquirer);
      const finished = early ? this.finishInCycle(record, early, made, contextId, inquirer) : made;
      if (finished instanceof PendingValue) return this.keepPending(instances, record, early, finished);
      instances.set(record, finished);
      return finished;
    } catch (error) {
      if (early) instances.delete(record);
      throw error;
    }
  }

  /** A member waits for the finished instance, unless that waits for what needs it now. */
  private unfinished(instance: UnfinishedInstance): unknown {
    const { pending } = instance;
    return pending === null || pending.waitsFor(this.closing) ? instance.refer() : pending;
  }

  /** Completes an instance with the properties that refer to other members of its cycle. */
  private finishInCycle(
    record: ProviderRecord,
    early: UnfinishedInstance,
    made: unknown,
    contextId: ContextId,
    inquirer: ProviderRecord | null,
  ): unknown {
    const finish = (value: unknown): unknown =>
      this.closeCycle(record, early.complete(value), early.pending, contextId, inquirer);
    return made instanceof PendingValue ? PendingValue.of(made, finish) : finish(made);
  }

  /**
   * Sets the properties of an instance that refer to other members of its cycle, which are constructed after it.
   *
   * @param pending the finished instance, if others may wait for it already
   */
  private closeCycle(
    record: ProviderRecord,
    instance: unknown,
    pending: PendingValue | null,
    contextId: ContextId,
    inquirer: ProviderRecord | null,
  ): unknown {
    const later = (record.plan?.properties ?? []).filter(({ dependency }) =>
      isFilledLater(record, contextId, dependency),
    );
    if (later.length === 0) return instance;
    const values = new Map<ProviderRecord | null, unknown>();
    const outer = this.openTransients.suspend();
    if (pending !== null) this.closing.push(pending);
    try {
      for (const { dependency, forward } of later)
        if (!values.has(dependency))
          values.set(dependency, this.dependency(dependency, record, contextId, inquirer, forward));
    } finally {
      if (pending !== null) this.closing.pop();
      this.openTransients.resume(outer);
    }
    const waiting: PendingValue[] = [];
    for (const { key, dependency } of later) {
      const assign = (value: unknown): void => {
        if (value !== undefined && value !== null) Reflect.set(instance!, key, value);
      };
      const value = values.get(dependency);
      if (value instanceof PendingValue) waiting.push(PendingValue.of(value, assign));
      else assign(value);
    }
    return waiting.length === 0 ? instance : PendingValue.ofAll(waiting, () => instance);
  }

  /** The complete instance that a context has of a record, if it has one. */
  madeIn(record: ProviderRecord, contextId: ContextId): unknown {
    const known = contextStoreOf(contextFor(contextId, record.isDependencyTreeDurable())).instances.get(record);
    return known instanceof UnfinishedInstance || known instanceof PendingValue ? undefined : known;
  }

  /** A new instance of a transient record; one for a singleton is kept for lifecycle hooks. */
  transient(record: ProviderRecord, contextId: ContextId | null, inquirer: ProviderRecord | null): unknown {
    const plan = record.plan!;
    const made =
      plan.cycle !== 0
        ? this.cyclicTransient(record, contextId, inquirer)
        : createWithDependencies(this, record, contextId, inquirer);
    if (contextId !== null) return made;
    if (made instanceof PendingValue) {
      return PendingValue.of(made, (value) => {
        record.keepTransient(value);
        return value;
      });
    }
    record.keepTransient(made);
    return made;
  }

  /**
   * The value of one dependency of a record.
   *
   * @param inquirer the dependent for which the record itself is created
   * @param forward whether this is a property with a `forwardRef()`
   */
  dependency(
    dependency: Dependency,
    record: ProviderRecord,
    contextId: ContextId | null,
    inquirer: ProviderRecord | null,
    forward = false,
  ): unknown {
    if (dependency === null) return undefined;
    if (dependency.progress === 'made') return dependency.instance;
    if (dependency.kind === 'inquirer') return inquirer?.kind === 'class' ? unfinishedObject(inquirer) : undefined;
    if (dependency.scope === Scope.TRANSIENT && dependency.kind !== 'alias') {
      const prepared = contextId === null ? this.prepared?.take(dependency, record) : undefined;
      return prepared ? prepared.instance : this.transient(dependency, contextId, record);
    }
    if (dependency.isDependencyTreeStatic()) {
      if (this.prepared !== null && isHandedEarly(record, dependency, forward))
        return this.referToUnfinished(dependency);
      return this.singleton(dependency);
    }
    if (contextId === null) throw scopedProvider(dependency, record.name);
    if (dependency.kind === 'request') return requestFor(contextId, record.isDependencyTreeDurable());
    return this.inContext(dependency, contextId, record);
  }

  private referToUnfinished(record: ProviderRecord): unknown {
    record.instance ??= unfinishedObject(record);
    return record.instance;
  }

  private makeSingleton(record: ProviderRecord): unknown {
    if (record.kind === 'value') {
      const { instance } = record;
      return isPromiseLike(instance) ? new PendingValue(instance) : instance;
    }
    if (record.kind === 'alias') return this.dependency(record.dependencies[0] ?? null, record, null, null);
    return createWithDependencies(this, record, null, null);
  }

  private finishSingleton(record: ProviderRecord, made: unknown): unknown {
    // Another member of the cycle already refers to this instance: it becomes the final one.
    record.instance =
      record.kind === 'class' && record.instance !== undefined ? Object.assign(record.instance!, made) : made;
    record.progress = 'made';
    record.pending = null;
    if (record.subtype !== undefined) checkEnhancer(record);
    return record.instance;
  }

  private keepPending(
    instances: ContextInstances,
    record: ProviderRecord,
    early: UnfinishedInstance | null,
    made: PendingValue,
  ): PendingValue {
    const pending = PendingValue.of(made, (value) => {
      instances.set(record, value);
      return value;
    });
    // A failure is not kept: the next request tries again.
    pending.done.catch(() => instances.delete(record));
    if (early) early.pending = pending;
    else instances.set(record, pending);
    return pending;
  }

  /**
   * Creates a member of a cycle that all others share. It ends the cycle, so each transient provider below is a new
   * one.
   */
  private makeShared(record: ProviderRecord, contextId: ContextId, inquirer: ProviderRecord | null): unknown {
    const outer = this.openTransients.suspend();
    try {
      return createWithDependencies(this, record, contextId, inquirer);
    } finally {
      this.openTransients.resume(outer);
    }
  }

  private cyclicTransient(
    record: ProviderRecord,
    contextId: ContextId | null,
    inquirer: ProviderRecord | null,
  ): unknown {
    const open = this.openTransients.find(record);
    if (open) return open.refer();
    const early = this.openTransients.begin(record);
    let made: unknown;
    try {
      made = createWithDependencies(this, record, contextId, inquirer);
    } finally {
      this.openTransients.end();
    }
    return made instanceof PendingValue
      ? PendingValue.of(made, (value) => early.complete(value))
      : early.complete(made);
  }
}
