import { type DynamicModule, type InjectionToken, Scope, type Type } from '@portico/common';
import type { EnhancerKind } from '@portico/common/internal';
import { assignControllerId } from './controller-id.js';
import type { PendingValue } from './pending-value.js';
import { tokenName } from './token-name.js';

/** How a provider gets its value. `request` and `inquirer` stand for the tokens of that name. */
export type ProviderKind = 'class' | 'factory' | 'value' | 'alias' | 'request' | 'inquirer';

/** The progress of creating the singleton of a record. */
export type Progress = 'none' | 'making' | 'made';

/** The result of {@link ProviderRecord.getInstanceByContextId}. */
export interface InstancePerContext<T> {
  /**
   * The instance. Before it is created: an object with the prototype of the class, or `undefined` if the provider is
   * not a class.
   */
  readonly instance: T;
  /** Whether the instance has been created. */
  readonly isResolved: boolean;
}

let lastProvider = 0;

/** One provider, controller or enhancer of one module. */
export class ProviderRecord<T = unknown> {
  readonly token: InjectionToken;
  readonly host: ModuleRecord;
  kind: ProviderKind;
  /** The class, or the factory; `null` for a value. */
  metatype: Type<T> | Function | null = null;
  /** The dependencies of a factory; `null` for everything else. */
  inject: readonly unknown[] | null = null;
  scope: Scope = Scope.DEFAULT;
  /** The option `durable` of the provider itself. */
  durableOption: boolean | undefined = undefined;
  /** The kind of enhancer, if it is one. */
  subtype: EnhancerKind | undefined = undefined;

  /** The singleton; `undefined` until it is created, and for instances per context or per dependent. */
  instance: T;
  progress: Progress = 'none';
  /** The pending value while an asynchronous factory runs. */
  pending: PendingValue | null = null;
  /** The dependencies, each looked up once; `null` until planned. */
  plan: ResolutionPlan | null = null;
  /** When it is created, in the time of start-up: see `resolution/construction-times.ts`. */
  readyAt = 0;
  /** Its position in the order of the modules. */
  place = 0;
  /** Its position in the order of construction. */
  rank = 0;
  /** The instances of a transient provider that live as long as the application. */
  private transients: T[] | null = null;
  /** Facts about the class, as bits. */
  facts = 0;
  private serial = 0;

  constructor(token: InjectionToken, host: ModuleRecord, kind: ProviderKind) {
    this.token = token;
    this.host = host;
    this.kind = kind;
    // Set when the instance is created; `ProviderRecord` has no type for records before that.
    this.instance = undefined as T;
  }

  get id(): string {
    if (this.serial === 0) this.serial = ++lastProvider;
    return String(this.serial);
  }

  get name(): string {
    return tokenName(this.token);
  }

  get isAlias(): boolean {
    return this.kind === 'alias';
  }

  /** Whether this provider is not a class. */
  get isNotMetatype(): boolean {
    return this.kind !== 'class';
  }

  get isTransient(): boolean {
    return this.scope === Scope.TRANSIENT;
  }

  get durable(): boolean {
    return this.durableOption === true;
  }

  /** The dependencies as planned, in the order of the parameters. */
  get dependencies(): readonly Dependency[] {
    return this.plan?.dependencies ?? [];
  }

  /** Returns whether neither this provider nor any of its dependencies is created per request. */
  isDependencyTreeStatic(): boolean {
    return this.plan === null ? this.scope !== Scope.REQUEST && this.kind !== 'request' : !this.plan.contextual;
  }

  /** Returns whether contexts that a `ContextIdStrategy` gives the same parent share one instance. */
  isDependencyTreeDurable(): boolean {
    return this.plan === null ? this.durable : this.plan.durable;
  }

  /**
   * Looks up the instance of a context, without creating it: the singleton, or the existing instance of that request.
   *
   * @param contextId the context of a request, or `STATIC_CONTEXT` of `@portico/core/injector/constants`, which belongs to none
   * @example
   * const { instance, isResolved } = record.getInstanceByContextId(STATIC_CONTEXT);
   */
  getInstanceByContextId(contextId?: { readonly id: number }): InstancePerContext<T> {
    if (contextId !== undefined && !this.isDependencyTreeStatic()) {
      const made = this.host.owner?.resolver?.madeIn(this, contextId);
      if (made !== undefined) return { instance: made, isResolved: true };
    }
    return { instance: this.instance, isResolved: this.progress === 'made' && !this.isTransient };
  }

  /** Returns the instances of a transient provider that were created for singletons. */
  getStaticTransientInstances(): readonly T[] {
    return this.transients ?? [];
  }

  /** Replaces the provider of this record; all references to the record get the new one. */
  become(other: ProviderRecord): void {
    this.kind = other.kind;
    this.metatype = other.metatype;
    this.inject = other.inject;
    this.scope = other.scope;
    this.durableOption = other.durableOption;
    // An override provides the type of the provider that it replaces.
    this.instance = other.instance as T;
    this.progress = other.progress;
    this.facts = other.facts;
    this.plan = null;
  }

  /** Remembers an instance of a transient provider that lives as long as the application. */
  keepTransient(instance: T): void {
    this.transients ??= [];
    this.transients.push(instance);
  }
}

/** The application that a module belongs to; the contents of the module can be resolved from it. */
export interface ModuleOwner {
  readonly resolver:
    | {
        resolve<T>(record: ProviderRecord<T>, contextId?: { readonly id: number }): T | Promise<T>;
        madeIn<T>(record: ProviderRecord<T>, contextId: { readonly id: number }): T | undefined;
      }
    | undefined;
}

let lastModule = 0;

/** A module in the container: its providers and controllers, and its imports. */
export class ModuleRecord {
  readonly id: string = String(++lastModule);
  /** The key in the container: unlike the name it is unique. */
  readonly token: string;
  readonly metatype: Type;
  /** The object of a dynamic module. */
  readonly dynamic: DynamicModule | undefined;
  owner: ModuleOwner | null = null;
  isGlobal = false;
  /** The number of the lazy load that added it; 0 for modules that exist from the start. */
  load = 0;
  /** The length of the longest import chain from the root to this module. */
  distance = 0;
  readonly imports = new Set<ModuleRecord>();
  readonly providers = new Map<InjectionToken, ProviderRecord>();
  readonly controllers = new Map<InjectionToken, ProviderRecord<object>>();
  /** Guards, interceptors, pipes and filters from `@UseGuards()` and related decorators. */
  readonly injectables = new Map<InjectionToken, ProviderRecord>();
  readonly exports = new Set<InjectionToken>();
  /** The imports as an array, for look-ups: iterating an array allocates nothing. */
  importList: readonly ModuleRecord[] = [];
  /** The imported modules whose exports are exports of this module too. */
  reexports: ModuleRecord[] | null = null;
  /** The providers of which every module has its own, created when they are requested. */
  own: Map<InjectionToken, ProviderRecord> | null = null;

  constructor(metatype: Type, dynamic?: DynamicModule) {
    this.metatype = metatype;
    this.dynamic = dynamic;
    this.token = `${Reflect.get(metatype, 'name')}:${this.id}`;
  }

  get name(): string {
    return this.metatype.name || '(anonymous module)';
  }

  /** The record of the module's own class. */
  get self(): ProviderRecord<object> | undefined {
    return this.getProviderByKey(this.metatype);
  }

  /** The instance of the module's class. */
  get instance(): object {
    // Instances of module classes are objects.
    return this.self?.instance as object;
  }

  /** Returns the controller, enhancer or provider under a token: first what requests are handled by. */
  recordOf(token: unknown): ProviderRecord | undefined {
    const { providers, injectables, controllers }: RecordsByToken = this;
    return controllers.get(token) ?? injectables.get(token) ?? providers.get(token);
  }

  hasProvider(token: InjectionToken): boolean {
    return this.providers.has(token);
  }

  getProviderByKey<T = unknown>(token: InjectionToken): ProviderRecord<T> | undefined {
    // The caller names the type, as in the documented signature.
    return this.providers.get(token) as ProviderRecord<T> | undefined;
  }

  /** Gives a class, such as a resolver of `@nestjs/graphql`, an id of its own. */
  assignControllerUniqueId(controller: Type): void {
    assignControllerId(controller);
  }

  getInjectable<T>(type: Type<T>, kind?: EnhancerKind): ProviderRecord<T> | undefined {
    // The record under a class has instances of that class: see `registerInjectable()`.
    const record = this.injectables.get(type) as ProviderRecord<T> | undefined;
    return record && (kind === undefined || record.subtype === kind) ? record : undefined;
  }
}

/** The records of a module, for look-ups of values that may not be tokens. */
type RecordsByToken = Readonly<
  Record<'providers' | 'injectables' | 'controllers', ReadonlyMap<unknown, ProviderRecord>>
>;

/** A planned dependency; `null` for an optional one without a provider. */
export type Dependency = ProviderRecord | null;

/** A property to set when the instance is created. */
export interface PropertyPlan {
  readonly key: string | symbol;
  readonly dependency: Dependency;
  /** Whether it is injected through a `forwardRef()`. */
  readonly forward: boolean;
}

/**
 * How one provider is created: every dependency has been looked up once, aliases have been followed, and the effects of
 * scopes are known.
 */
export interface ResolutionPlan {
  readonly dependencies: readonly Dependency[];
  readonly properties: readonly PropertyPlan[] | null;
  /** Which of the first 31 dependencies come from another module, as bits. */
  readonly elsewhere: number;
  /** Whether one of the dependencies is a `forwardRef()`. */
  readonly forward: boolean;
  /** Whether the instance belongs to a context, because of its scope or of its dependencies. */
  contextual: boolean;
  durable: boolean;
  /** The number of the cycle with a `forwardRef()` that the provider is part of; 0: none. */
  cycle: number;
  /** Whether, in a cycle, nothing waits for this provider: see `isHandedEarly()`. */
  early: boolean;
}
