import type { InjectionToken, Type } from '@portico/common';
import { Scope } from '@portico/common';
import type { Container } from '../container/container.js';
import {
  type ContextId,
  ContextIdFactory,
  contextStoreOf,
  createContextId,
  keepContextId,
  requestFor,
  sharePayload,
} from '../container/context-id.js';
import { PendingValue } from '../container/pending-value.js';
import type { ModuleRecord, ProviderRecord } from '../container/records.js';
import { checkEnhancer, invalidClass } from '../errors/construction-errors.js';
import { unknownDependency } from '../errors/dependency-errors.js';
import { contextNeeded, scopedDependency } from '../errors/reference-errors.js';
import { type CustomProvider, classRecord, customRecord } from '../scanning/provider-definitions.js';
import { orderConstruction } from './construction-order.js';
import { InstancesByScope } from './instances-by-scope.js';
import { Lookup } from './lookup.js';
import { makeInOrder } from './make-in-order.js';
import { MissingProviders } from './missing-providers.js';
import { Planner } from './planner.js';
import { PreparedTransients } from './prepared-transients.js';
import { type Slot, staticSlot } from './slot.js';
import { unfinishedObject } from './unfinished-instance.js';

/** Plans and creates the instances of one application. */
export class Resolver {
  private readonly lookup: Lookup;
  private readonly planner: Planner;
  private readonly instances: InstancesByScope;
  /** Substitutes for dependencies without a provider (mocks in tests). */
  readonly missing = new MissingProviders();
  private startedBefore = false;

  constructor(private readonly container: Container) {
    container.resolver = this;
    this.lookup = new Lookup(container);
    this.planner = new Planner(this.lookup, (point, record, chain) => {
      const substitute = this.missing.provide(point.token, container.core.module);
      if (substitute) return substitute;
      throw unknownDependency({ point, record, chain: [...chain], container });
    });
    this.instances = new InstancesByScope((record, token, optional) => this.findFor(record, token, optional));
  }

  /** Passes every instance of a class that is created from now on to a function, which can replace it. */
  decorateInstances(decorate: (instance: unknown) => unknown): void {
    this.instances.decorate = decorate;
  }

  /**
   * Plans everything in the container, without creating instances.
   *
   * @throws FrameworkError for the first dependency that is unknown, undefined or circular
   */
  plan(): void {
    this.planner.planAll(this.container.records());
  }

  /**
   * Creates all singletons that do not exist yet.
   *
   * @returns a promise only if a factory returns one; independent factories run at the same time
   */
  resolveAll(): void | Promise<void> {
    const records = this.container.records();
    if (this.startedBefore) for (const record of records) if (record.progress === 'made') record.readyAt = 0;
    this.startedBefore = true;
    this.planner.planAll(records);
    const order = orderConstruction(this.container.modules.values(), this.planner.hasTransients, lookAfter);
    this.instances.prepared = new PreparedTransients();
    const made = makeInOrder(order, this.instances);
    if (made) return made.finally(() => this.ended());
    this.ended();
  }

  private ended(): void {
    this.instances.prepared = null;
  }

  /**
   * The instance of a record: the singleton, or the one that belongs to a context.
   *
   * @param contextId the context of request-scoped instances. Default: a new one
   * @returns a promise only if an asynchronous factory is involved
   */
  resolve<T>(record: ProviderRecord<T>, contextId?: ContextId, inquirer?: ProviderRecord | null): T | Promise<T>;
  resolve(
    record: ProviderRecord,
    contextId: ContextId = createContextId(),
    inquirer: ProviderRecord | null = null,
  ): unknown {
    // An alias of a transient provider also has an instance, which the next dependent receives.
    if (record.progress === 'made' && !record.isTransient) return record.instance;
    this.planner.planOne(record);
    const target = record.isAlias ? (record.dependencies[0] ?? record) : record;
    return unwrap(this.instanceIn(target, contextId, inquirer));
  }

  /** The existing instance of a record in a context; `undefined` also while it is being created. */
  madeIn<T>(record: ProviderRecord<T>, contextId: ContextId): T | undefined;
  madeIn(record: ProviderRecord, contextId: ContextId): unknown {
    const target = record.isAlias ? (record.dependencies[0] ?? record) : record;
    return this.instances.madeIn(target, contextId);
  }

  /** The place of an instance in a compiled handler. */
  slotOf<T>(record: ProviderRecord<T>): Slot<T>;
  slotOf(record: ProviderRecord): Slot<unknown> {
    if (record.progress !== 'made') this.planner.planOne(record);
    if (!record.isDependencyTreeStatic()) {
      const durable = record.isDependencyTreeDurable();
      return { contextual: true, durable, resolve: (contextId) => this.resolve(record, contextId) };
    }
    // An alias of a transient provider counts as one dependent: all users of the alias share its instance.
    const transient = record.isTransient && !record.isAlias;
    const made = transient ? this.shared(record) : this.instances.singleton(record);
    if (!(made instanceof PendingValue)) {
      if (transient && record.subtype !== undefined) checkEnhancer(record, made);
      return staticSlot(made);
    }
    const whole = unwrap(made);
    return { contextual: true, durable: true, resolve: () => whole };
  }

  /** The handlers of a transient controller share the instance of start-up. */
  private shared(record: ProviderRecord): unknown {
    return record.getStaticTransientInstances()[0] ?? this.instances.transient(record, null, null);
  }

  /**
   * The context of a request, created if the request has none yet. Middleware of some platforms opens it with Node's own
   * request: from the first call with the request of the platform on, that is the `REQUEST` of the context.
   *
   * @param durable whether all instances of the caller are durable: in that case it does not assign the payload of the
   *   strategy to the request. A client of a gateway has one context for all of its handlers, of which others may assign it.
   */
  openContext(request: object, durable = false): ContextId {
    const contextId = ContextIdFactory.getByRequest(request);
    const store = contextStoreOf(contextId);
    if (store.request === undefined || isWrapped(store.request, request)) {
      store.request = request;
      store.hasSharedPayload = false;
      keepContextId(request, contextId);
    }
    if (!durable && contextId.payload !== undefined && !store.hasSharedPayload && store.request === request) {
      store.hasSharedPayload = true;
      sharePayload(contextId, request);
    }
    return contextId;
  }

  /** Sets the `REQUEST` of a context. */
  registerRequest(contextId: ContextId, request: unknown): void {
    contextStoreOf(contextId).request = request;
  }

  /** The provider of a token that is available in a module. */
  find(module: ModuleRecord, token: InjectionToken): ProviderRecord | undefined {
    return this.lookup.find(module, token);
  }

  /**
   * Creates an instance of a class that is not a provider, with dependencies that are available in a module.
   *
   * @param contextId required if a dependency is request-scoped
   * @throws FrameworkError `PORTICO_INVALID_CLASS`, `PORTICO_SCOPED_PROVIDER`, and as for any provider
   */
  create<T>(type: Type<T>, module: ModuleRecord, contextId?: ContextId): T | Promise<T>;
  create(type: Type<unknown>, module: ModuleRecord, contextId?: ContextId): unknown {
    if (typeof type !== 'function' || type.prototype === undefined) throw invalidClass(type, 'moduleRef.create()');
    const record = classRecord(module, type, type);
    this.planner.planOne(record);
    // The scope of the class itself does not count: it is not one of the module's providers here.
    if (contextId === undefined && dependsOnContext(record)) throw contextNeeded(record);
    return unwrap(this.instances.transient(record, contextId ?? createContextId(), null));
  }

  /**
   * Calls a factory that is not a provider, with dependencies that are available in a module.
   *
   * @param name of its result, for error messages
   * @throws FrameworkError `PORTICO_SCOPED_PROVIDER` if a dependency is request-scoped, and as for any factory
   */
  callFactory<T>(
    factory: Pick<CustomProvider, 'inject' | 'useFactory'>,
    name: string,
    module: ModuleRecord,
  ): T | Promise<T>;
  callFactory(factory: Pick<CustomProvider, 'inject' | 'useFactory'>, name: string, module: ModuleRecord): unknown {
    const record = customRecord(module, { ...factory, provide: name }, 0);
    this.planner.planOne(record);
    if (dependsOnContext(record)) throw scopedDependency(record);
    return this.resolve(record);
  }

  private instanceIn(record: ProviderRecord, contextId: ContextId, inquirer: ProviderRecord | null): unknown {
    if (record.kind === 'request') return requestFor(contextId, false);
    if (record.scope === Scope.TRANSIENT || !record.isDependencyTreeStatic())
      return this.instances.inContext(record, contextId, inquirer);
    return this.instances.singleton(record);
  }

  private findFor(record: ProviderRecord, token: InjectionToken, optional: boolean): ProviderRecord | null {
    const point = { token, optional, forward: false, source: 'declared', place: 'inject()' } as const;
    const found = token === undefined ? undefined : this.lookup.find(record.host, token);
    const substitute = found ?? (optional ? null : this.missing.provide(token, this.container.core.module));
    if (substitute === null) return null;
    if (substitute === undefined)
      throw unknownDependency({ point, record, chain: [record], container: this.container });
    this.planner.planOne(substitute);
    return substitute.isAlias ? (substitute.dependencies[0] ?? null) : substitute;
  }
}

function isWrapped(known: unknown, request: { readonly raw?: unknown }): boolean {
  return known !== request && request.raw === known;
}

function dependsOnContext({ plan }: ProviderRecord): boolean {
  const isContextual = (dependency: ProviderRecord | null) => dependency?.isDependencyTreeStatic() === false;
  return (
    plan?.dependencies.some(isContextual) || plan?.properties?.some((one) => isContextual(one.dependency)) || false
  );
}

/** Records that are not created at start-up are checked, or get a placeholder instance. */
function lookAfter(record: ProviderRecord): void {
  if (record.progress !== 'made') standIn(record);
  else if (record.subtype !== undefined) checkEnhancer(record);
}

/**
 * A record without a singleton gets an object with the prototype of its class, so that third-party modules, which
 * search instances for decorated methods, find those of request-scoped providers.
 */
function standIn(record: ProviderRecord): void {
  if (record.kind === 'class' && record.token !== record.host.metatype) record.instance ??= unfinishedObject(record);
}

function unwrap(made: unknown): unknown {
  return made instanceof PendingValue ? made.done.then(() => made.value) : made;
}
