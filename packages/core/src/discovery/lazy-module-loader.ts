import type { DynamicModule, Type } from '@portico/common';
import { Logger } from '@portico/common';
import { TOKEN_BRAND } from '../container/core-tokens.js';
import type { ModuleRecord } from '../container/module-record.js';
import { warnOfLateClasses } from '../transports/unserved-providers.js';
import type { ApplicationParts } from './application-parts.js';
import type { InstanceLocator } from './instance-locator.js';
import type { ModuleRef } from './module-ref.js';
import { ModuleReference } from './module-reference.js';

/** The result of a loader function. */
export type LazyModule = Type<unknown> | DynamicModule;

/** Options of `LazyModuleLoader.load()`. */
export interface LazyModuleLoaderLoadOptions {
  /** `false` does not log the modules. Default: the logger of the application decides. */
  logger?: false | undefined;
}

/**
 * Loads modules on demand, into a running application. Their lifecycle hooks are not called, and their controllers and
 * gateways are not served.
 *
 * @example
 * const { ReportsModule } = await import('./reports.module.js');
 * const moduleRef = await this.lazyModuleLoader.load(() => ReportsModule);
 * const reports = moduleRef.get(ReportsService);
 *
 * @see https://docs.nestjs.com/fundamentals/lazy-loading-modules
 */
export class LazyModuleLoader {
  static readonly [TOKEN_BRAND]: string = 'LazyModuleLoader';

  readonly #parts: ApplicationParts;
  readonly #locator: InstanceLocator;
  readonly #references = new WeakMap<ModuleRecord, ModuleRef>();
  #queue: Promise<unknown> = Promise.resolve();
  #loads = 0;

  constructor(parts: ApplicationParts, locator: InstanceLocator) {
    this.#parts = parts;
    this.#locator = locator;
  }

  /**
   * Loads a module with its imports. A module that is already loaded is not loaded again.
   *
   * @param loaderFn returns the module: a class, or a dynamic module.
   * @returns the reference of the module.
   * @throws errors of scanning and resolving modules. A module that could not be loaded is removed, and can be loaded
   *   again.
   */
  async load(
    loaderFn: () => Promise<LazyModule> | LazyModule,
    options?: LazyModuleLoaderLoadOptions,
  ): Promise<ModuleRef> {
    const definition = await loaderFn();
    // One after the other: two loads may import the same module.
    const loading = this.#queue.then(() => this.#load(definition, options));
    this.#queue = loading.catch(() => undefined);
    return this.#reference(await loading);
  }

  async #load(definition: LazyModule, options: LazyModuleLoaderLoadOptions | undefined): Promise<ModuleRecord> {
    const { modules } = this.#parts.container;
    const before = new Set(modules.keys());
    const module = await this.#parts.scan(definition);
    this.#loads++;
    for (const loaded of modules.values()) if (!before.has(loaded.token)) loaded.load = this.#loads;
    try {
      await this.#parts.resolve();
    } catch (error) {
      // Its providers would be resolved again with the next module, which would then fail with the same error.
      this.#parts.remove([...modules.values()].filter(({ token }) => !before.has(token)));
      throw error;
    }
    if (options?.logger !== false && modules.size > before.size && Logger.isLevelEnabled('log')) {
      const logger = new Logger(LazyModuleLoader.name, { timestamp: true });
      for (const [key, { name }] of modules) if (!before.has(key)) logger.log(`${name} dependencies initialized`);
    }
    warnOfLateClasses([...modules].filter(([key]) => !before.has(key)).map(([, loaded]) => loaded));
    return module;
  }

  #reference(module: ModuleRecord): ModuleRef {
    let reference = this.#references.get(module);
    if (!reference) {
      reference = new ModuleReference(module, this.#locator, this.#parts.resolver);
      this.#references.set(module, reference);
    }
    return reference;
  }
}
