import { type InjectionToken, Scope } from '@portico/common';
import { brandOf, INQUIRER, REQUEST } from './core-tokens.js';
import { ModuleRecord, ProviderRecord } from './records.js';
import { selfProvided } from './self-provided.js';

/** The module of the framework's own providers. */
export class InternalCoreModule {}

/** Returns whether the framework provides a token to the whole application. */
export function isOfFramework(record: ProviderRecord): boolean {
  return record.host.metatype === InternalCoreModule;
}

type Entry =
  | { readonly per: 'application'; readonly make: () => unknown }
  | { readonly per: 'module'; readonly make: (module: ModuleRecord) => unknown };

/**
 * The providers of the framework, which every module can inject without an import. A class is found by itself, by its
 * name if that is registered, and by its brand from a second copy of the package.
 */
export class CoreProviders {
  readonly module = new ModuleRecord(InternalCoreModule);
  private readonly entries = new Map<InjectionToken, Entry>();
  private readonly brands = new Map<string, InjectionToken>();

  constructor() {
    this.module.isGlobal = true;
    this.module.distance = Number.MAX_SAFE_INTEGER;
    this.keep(new ProviderRecord(REQUEST, this.module, 'request')).scope = Scope.REQUEST;
    this.keep(new ProviderRecord(INQUIRER, this.module, 'inquirer')).scope = Scope.TRANSIENT;
  }

  /** Provides one existing value to the whole application. */
  add(token: InjectionToken, value: unknown): void {
    this.addLazily(token, () => value);
  }

  /** Provides one value to the whole application, created when it is first requested. */
  addLazily(token: InjectionToken, make: () => unknown): void {
    this.register(token, { per: 'application', make });
  }

  /** Provides a separate value to each module, created when it is first requested. */
  addPerModule(token: InjectionToken, make: (module: ModuleRecord) => unknown): void {
    this.register(token, { per: 'module', make });
  }

  /** Replaces the provider of a token in the whole application by a record of {@link module}. */
  override(record: ProviderRecord): void {
    this.entries.delete(record.token);
    this.keep(record);
  }

  /** Returns the record that a module sees for a token of the framework. */
  find(module: ModuleRecord, token: InjectionToken): ProviderRecord | undefined {
    const known = this.module.providers.get(token);
    if (known) return known;
    const entry = this.entries.get(token);
    if (entry) {
      return entry.per === 'application'
        ? this.keep(this.value(this.module, token, entry.make()))
        : this.ofModule(module, token, entry);
    }
    const brand = brandOf(token);
    const canonical = brand === undefined ? undefined : this.brands.get(brand);
    if (canonical !== undefined && canonical !== token) return this.find(module, canonical);
    const make = selfProvided(token);
    return (
      make &&
      this.keep(
        this.value(
          this.module,
          token,
          // A record under a token has instances of the type of the token.
          make(<T>(wanted: InjectionToken<T>) => this.find(this.module, wanted)?.instance as T),
        ),
      )
    );
  }

  /** Returns the value that is provided under a brand. */
  branded<T>(brand: string): T | undefined {
    const token = this.brands.get(brand);
    // The caller names the type that belongs to the brand.
    return token === undefined ? undefined : (this.find(this.module, token)?.instance as T | undefined);
  }

  /** Returns the names of all these providers, for messages. */
  tokens(): InjectionToken[] {
    return [...new Set([...this.module.providers.keys(), ...this.entries.keys()])];
  }

  private register(token: InjectionToken, entry: Entry): void {
    this.entries.set(token, entry);
    this.module.providers.delete(token);
    const brand = brandOf(token);
    if (brand !== undefined) this.brands.set(brand, token);
  }

  private ofModule(module: ModuleRecord, token: InjectionToken, entry: Entry & { per: 'module' }): ProviderRecord {
    module.own ??= new Map();
    let record = module.own.get(token);
    if (!record) {
      record = this.value(module, token, entry.make(module));
      module.own.set(token, record);
    }
    return record;
  }

  private value(host: ModuleRecord, token: InjectionToken, value: unknown): ProviderRecord {
    const record = new ProviderRecord(token, host, 'value');
    record.instance = value;
    record.progress = 'made';
    return record;
  }

  private keep(record: ProviderRecord): ProviderRecord {
    this.module.providers.set(record.token, record);
    return record;
  }
}
