import type { DynamicModule, InjectionToken, Type } from '@portico/common';
import type { EnhancerKind } from '@portico/common/internal';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import type { HttpAdapterHost } from '../http/adapter-host.js';
import { type CustomProvider, customRecord, registerInjectable } from '../scanning/provider-definitions.js';
import { ApplicationConfig } from './application-config.js';
import { CoreProviders } from './core-providers.js';
import { ModulesContainer } from './modules-container.js';
import type { ModuleOwner, ModuleRecord, ProviderRecord } from './records.js';

/** All that one application consists of: its modules, their providers, and what the framework adds. */
export class NestContainer {
  readonly modules = new ModulesContainer();
  readonly core = new CoreProviders();
  /** The modules whose exports every module sees. */
  readonly globals: ModuleRecord[] = [];
  /** Modules that stand in for others, by the class that they replace. */
  readonly moduleOverrides = new Map<Type, Type | DynamicModule>();
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

  /** The holder of the HTTP adapter; `undefined` in a container that belongs to no application. */
  getHttpAdapterHostRef(): HttpAdapterHost | undefined {
    return this.core.branded<HttpAdapterHost>('HttpAdapterHost');
  }

  /** The HTTP adapter; `undefined` in an application context. */
  getHttpAdapterRef(): AbstractHttpAdapter | undefined {
    return this.getHttpAdapterHostRef()?.httpAdapter;
  }

  setHttpAdapter(adapter: AbstractHttpAdapter): void {
    const host = this.getHttpAdapterHostRef();
    if (host) host.httpAdapter = adapter;
  }

  /** The module of what the framework provides; it is not among {@link getModules}. */
  getInternalCoreModuleRef(): ModuleRecord {
    return this.core.module;
  }

  getModules(): ModulesContainer {
    return this.modules;
  }

  getModuleByKey(key: string): ModuleRecord | undefined {
    return this.modules.get(key);
  }

  /** Whether every module sees what a module exports. Asked by modules that document an application. */
  isGlobalModule(module: ModuleRecord): boolean {
    return module.isGlobal;
  }

  /** The modules made from a class: more than one when it is imported with different dynamic metadata. */
  modulesOf(metatype: Type): ModuleRecord[] {
    const found: ModuleRecord[] = [];
    for (const module of this.modules.values()) if (module.metatype === metatype) found.push(module);
    return found;
  }

  /** The record of an enhancer class in a module, made when the scan has not met the class there. */
  ensureInjectable(module: ModuleRecord, type: Type, kind: EnhancerKind): ProviderRecord {
    return registerInjectable(module, type, kind);
  }

  /**
   * Overrides everything registered under a token, for tests: providers, enhancers from `@UseGuards()` and the related
   * decorators, and global enhancers of that class. Call it after the scan and before instances are created.
   *
   * @param definition the new provider, without its token
   * @returns how many records were replaced
   */
  override(token: InjectionToken, definition: Omit<CustomProvider, 'provide'>): number {
    const replaced = this.records().filter(
      (record) => record.token === token || (record.subtype !== undefined && record.metatype === token),
    );
    for (const record of replaced) {
      const { scope, durableOption: durable } = record;
      // A factory makes as many instances as what it stands in for; a class says itself how many.
      const own = definition.useFactory ? { ...definition, scope, durable } : definition;
      record.become(customRecord(record.host, { ...own, provide: token }, 0));
    }
    return replaced.length;
  }

  /** Every record of every module: providers, then enhancers, then controllers. */
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

  /** All records under a token, in the order of the modules. */
  recordsOf(token: InjectionToken): ProviderRecord[] {
    const found: ProviderRecord[] = [];
    for (const module of this.modules.values()) {
      const record =
        module.providers.get(token) ?? module.injectables.get(token) ?? module.controllers.get(token as Type);
      if (record) found.push(record);
    }
    return found;
  }
}
