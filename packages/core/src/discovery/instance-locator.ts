import type { InjectionToken, IntrospectionResult } from '@portico/common';
import { Scope } from '@portico/common';
import type { Container } from '../container/container.js';
import type { ContextId } from '../container/context-id.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ProviderRecord } from '../container/provider-record.js';
import { pendingElement, unknownElement } from '../errors/element-errors.js';
import { scopedProvider } from '../errors/reference-errors.js';
import type { Resolver } from '../resolution/resolver.js';

/** The values by which `get` and `resolve` find a provider. */
export type ElementToken<T = unknown> = InjectionToken<T>;

/** Where to search, and what to return. */
export interface LookupOptions {
  /** Searches only the module, not the whole application. Has no effect with `each`. */
  readonly strict?: boolean | undefined;
  /** Returns all instances registered under the token, in whatever module. */
  readonly each?: boolean | undefined;
}

/** Finds providers, controllers and enhancers from outside: for applications and for `ModuleRef`. */
export class InstanceLocator {
  private readonly known = new Map<ElementToken, ProviderRecord>();
  private knownModules = 0;

  constructor(
    private readonly container: Container,
    private readonly resolver: Resolver,
  ) {}

  /**
   * Returns the singleton under a token.
   *
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT`, `PORTICO_SCOPED_PROVIDER`
   */
  get(token: ElementToken, module: ModuleRecord, { strict, each }: LookupOptions): unknown {
    if (each) return this.all(token, module).map((record) => this.singleton(record));
    return this.singleton(this.one(token, module, strict));
  }

  /**
   * Returns the instance under a token for a context; for a transient provider, a new one.
   *
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT`
   */
  async resolve(
    token: ElementToken,
    module: ModuleRecord,
    contextId: ContextId,
    { strict, each }: LookupOptions,
  ): Promise<unknown> {
    if (each) return Promise.all(this.all(token, module).map((record) => this.resolver.resolve(record, contextId)));
    return this.resolver.resolve(this.one(token, module, strict), contextId);
  }

  /** Returns the effective scope of a provider: its own, and that of its dependencies. */
  introspect(token: ElementToken, module: ModuleRecord): IntrospectionResult {
    const record = this.one(token, module, false);
    if (!record.isDependencyTreeStatic()) return { scope: Scope.REQUEST };
    return { scope: record.isTransient ? Scope.TRANSIENT : Scope.DEFAULT };
  }

  private singleton(record: ProviderRecord): unknown {
    // Checked first: an alias of a transient provider has its own instance.
    if (record.progress === 'made') return record.instance;
    if (record.isTransient || !record.isDependencyTreeStatic()) throw scopedProvider(record, `get(${record.name})`);
    // Requested while the application is still being created, from a constructor or a factory.
    const made: unknown = this.resolver.resolve(record);
    if (record.pending) throw pendingElement(record);
    return made;
  }

  private one(token: ElementToken, module: ModuleRecord, strict = false): ProviderRecord {
    if (token === undefined || token === null) throw unknownElement(this.container, token);
    const record =
      (strict ? module.recordOf(token) : this.anywhere(token, module.load)) ?? this.ofFramework(module, token, strict);
    if (!record) throw unknownElement(this.container, token, strict ? module : undefined);
    return record;
  }

  private all(token: ElementToken, module: ModuleRecord): readonly ProviderRecord[] {
    const records = this.container.recordsOf(token);
    return records.length > 0 ? records : [this.one(token, module)];
  }

  private anywhere(token: ElementToken, load: number): ProviderRecord | undefined {
    const { modules } = this.container;
    if (modules.size !== this.knownModules) {
      this.known.clear();
      this.knownModules = modules.size;
    }
    if (load > 0) return this.container.recordOf(token, load);
    let record = this.known.get(token);
    if (!record) {
      record = this.container.recordOf(token);
      if (record) this.known.set(token, record);
    }
    return record;
  }

  /**
   * Providers of the framework belong to no module; a strict look-up finds only those of which each module has its own.
   */
  private ofFramework(module: ModuleRecord, token: ElementToken, strict: boolean): ProviderRecord | undefined {
    const record = this.container.core.find(module, token);
    return strict && record?.host !== module ? undefined : record;
  }
}
