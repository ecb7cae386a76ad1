import type { NestApplicationOptions } from '@portico/common';
import { Logger } from '@portico/common';
import { ApplicationConfig } from '../container/application-config.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ApplicationParts } from '../discovery/application-parts.js';
import { GraphInspector } from '../discovery/graph/graph-inspector.js';
import { PartialGraphHost } from '../discovery/graph/partial-graph-host.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import { HttpAdapterHost } from '../http/adapter-host.js';
import { Resolver } from '../resolution/resolver.js';
import { ModuleScanner } from '../scanning/module-scanner.js';
import { configureLogger } from './configure-logger.js';
import { offerCoreProviders } from './core-providers.js';
import { createDefaultHttpAdapterSync } from './default-http-adapter.js';
import { NestApplication } from './nest-application.js';
import { NestContainer } from './nest-container.js';
import { InitializeOnPreviewAllowlist } from './preview-allowlist.js';
import { skipAbsentEnhancers } from './skip-absent-enhancers.js';

export interface AssembleOptions {
  /** Only the graph: nothing is made. */
  readonly preview?: boolean;
  /** Keeps the graph for tools when the application cannot be made. */
  readonly snapshot?: boolean;
  /** Changes instances as they are made. */
  readonly instanceDecorator?: (instance: unknown) => unknown;
}

/**
 * The parts of one application, put together in two steps: modules are read, then instances are made. `NestFactory` takes
 * both at once; tools that change the graph in between (test modules do) take them one by one.
 *
 * @example
 * const assembly = new Assembly();
 * await assembly.scan(AppModule);
 * assembly.container.override(Mailer, { useValue: silentMailer });
 * await assembly.resolve();
 * const app = assembly.createApplication(new ExpressAdapter());
 */
export class Assembly implements ApplicationParts {
  readonly config = new ApplicationConfig();
  readonly container = new NestContainer(this.config);
  readonly resolver = new Resolver(this.container);
  readonly adapterHost = new HttpAdapterHost();
  private readonly scanner = new ModuleScanner(this.container);

  constructor() {
    offerCoreProviders(this);
  }

  /**
   * Reads a module and all that it imports. May be called again for modules that come later.
   *
   * @returns the record of the module; a promise only when one of the modules is.
   */
  scan(definition: unknown): ModuleRecord | Promise<ModuleRecord> {
    return this.scanner.scan(definition);
  }

  remove(modules: readonly ModuleRecord[]): void {
    this.scanner.remove(modules);
  }

  /** Makes every singleton that is not made yet. */
  resolve(): void | Promise<void> {
    const made = this.resolver.resolveAll();
    return made ? made.then(() => skipAbsentEnhancers(this.config)) : skipAbsentEnhancers(this.config);
  }

  /**
   * Reads the modules of an application and makes its singletons.
   *
   * @param root the root module: a class, a dynamic module, or a promise of one.
   */
  async build(
    root: unknown,
    { preview = false, snapshot = false, instanceDecorator }: AssembleOptions = {},
  ): Promise<void> {
    if (instanceDecorator) this.resolver.decorateInstances(instanceDecorator);
    try {
      await this.make(root, preview);
    } catch (error) {
      if (snapshot) PartialGraphHost.register(new GraphInspector(this.container).registerPartial(error));
      throw error;
    }
    this.announce();
  }

  private async make(root: unknown, preview: boolean): Promise<void> {
    await this.scan(root);
    if (preview) await this.resolveAllowed();
    else await this.resolve();
  }

  /** In preview only what `InitializeOnPreviewAllowlist` names is made. */
  private async resolveAllowed(): Promise<void> {
    this.resolver.plan();
    for (const module of this.container.modules.values()) {
      if (!InitializeOnPreviewAllowlist.has(module.metatype)) continue;
      for (const record of module.providers.values()) {
        if (record.isDependencyTreeStatic()) await this.resolver.resolve(record);
      }
    }
  }

  /** Logs which modules are there. */
  announce(): void {
    logModules('InstanceLoader', this.container.modules.values());
  }

  /**
   * Makes an application with an HTTP server of the parts; `init()` or `listen()` starts it.
   *
   * @param adapterOrOptions the HTTP platform (absent: the first platform package that is installed), or the options.
   * @throws FrameworkError `PORTICO_NO_HTTP_ADAPTER` without an adapter and without a platform package.
   */
  createApplication(
    adapterOrOptions?: AbstractHttpAdapter | NestApplicationOptions,
    moreOptions?: NestApplicationOptions,
  ): NestApplication {
    const given = isHttpAdapter(adapterOrOptions) ? adapterOrOptions : undefined;
    const options = moreOptions ?? (given ? {} : (adapterOrOptions as NestApplicationOptions | undefined)) ?? {};
    configureLogger(options);
    const adapter = given ?? createDefaultHttpAdapterSync();
    this.adapterHost.httpAdapter = adapter;
    return new NestApplication(this, adapter, options);
  }
}

/** Told by what it does, since an adapter may extend the base class of another copy of this package. */
export function isHttpAdapter(value: unknown): value is AbstractHttpAdapter {
  const adapter = value as Partial<AbstractHttpAdapter> | null | undefined;
  return typeof adapter?.getHttpServer === 'function' && typeof adapter.initHttpServer === 'function';
}

/** Says of each module that it is there. */
export function logModules(context: string, modules: Iterable<ModuleRecord>): void {
  if (!Logger.isLevelEnabled('log')) return;
  const logger = new Logger(context, { timestamp: true });
  for (const module of modules) logger.log(`${module.name} dependencies initialized`);
}
