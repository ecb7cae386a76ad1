import type { DynamicModule, Type } from '@portico/common';
import { ApplicationConfig } from './application-config.js';
import { CoreProviders } from './core-providers.js';
import { ModulesContainer } from './modules-container.js';
import type { ModuleOwner, ModuleRecord, ProviderRecord } from './records.js';

/** The contents of one application: its modules, their providers, and those of the framework. */
export class Container {
  readonly modules = new ModulesContainer();
  readonly core = new CoreProviders();
  /** The modules whose exports every module sees. */
  readonly globals: ModuleRecord[] = [];
  /** Replacement modules, by the class that they replace. */
  readonly moduleOverrides = new Map<Type, Type | DynamicModule>();
  /** Whether any provider has a transport in its metadata. */
  hasTransports = false;
  root: ModuleRecord | undefined;
  resolver: ModuleOwner['resolver'];

  constructor(readonly config: ApplicationConfig = new ApplicationConfig()) {}

  get applicationId(): string {
    return this.modules.applicationId;
  }

  /** The settings of the application. */
  get applicationConfig(): ApplicationConfig {
    return this.config;
  }

  /** Returns the module of the framework's providers; it is not part of {@link getModules}. */
  getInternalCoreModuleRef(): ModuleRecord {
    return this.core.module;
  }

  getModules(): ModulesContainer {
    return this.modules;
  }

  getModuleByKey(key: string): ModuleRecord | undefined {
    return this.modules.get(key);
  }

  /** Returns whether every module sees what a module exports. Asked by modules that document an application. */
  isGlobalModule(module: ModuleRecord): boolean {
    return module.isGlobal;
  }

  /** Returns the modules made from a class: more than one when it is imported with different dynamic metadata. */
  modulesOf(metatype: Type): ModuleRecord[] {
    const found: ModuleRecord[] = [];
    for (const module of this.modules.values()) if (module.metatype === metatype) found.push(module);
    return found;
  }

  /** Returns every record of every module: providers, then enhancers, then controllers. */
  records(): ProviderRecord[] {
    const records: ProviderRecord[] = [];
    const add = (record: ProviderRecord): void => void records.push(record);
    this.modules.forEach((module) => {
      module.providers.forEach(add);
      module.injectables.forEach(add);
      module.controllers.forEach(add);
    });
    return records;
  }

  /**
   * Returns the record under a token in any module; if several modules have one, that of the last module. Modules that
   * are loaded after the caller's module only add tokens; they do not change the result for existing ones.
   *
   * @param load that of the module that asks
   */
  recordOf<T>(type: Type<T> | Function, load?: number): ProviderRecord<T> | undefined;
  recordOf(token: unknown, load?: number): ProviderRecord | undefined;
  recordOf(token: unknown, load = 0): ProviderRecord | undefined {
    let last: ProviderRecord | undefined;
    let late: ProviderRecord | undefined;
    for (const module of this.modules.values()) {
      const record = module.recordOf(token);
      if (record === undefined) continue;
      if (module.load <= load) last = record;
      else if (late === undefined || late.host.load === module.load) late = record;
    }
    return last ?? late;
  }

  /**
   * Returns all records under a token, in the order of the modules; a class may be a provider and a controller of one
   * module.
   */
  recordsOf<T>(type: Type<T> | Function): ProviderRecord<T>[];
  recordsOf(token: unknown): ProviderRecord[];
  recordsOf(token: unknown): ProviderRecord[] {
    const found: ProviderRecord[] = [];
    for (const { providers, injectables, controllers } of this.modules.values()) {
      const kinds: readonly ReadonlyMap<unknown, ProviderRecord>[] = [providers, injectables, controllers];
      for (const records of kinds) {
        const record = records.get(token);
        if (record) found.push(record);
      }
    }
    return found;
  }
}
