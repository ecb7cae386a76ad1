import type { NestApplicationContextOptions, NestApplicationOptions } from '@portico/common';
import { Logger } from '@portico/common';
import { isObject } from '@portico/common/internal';
import { ApplicationConfig } from '../container/application-config.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { ApplicationParts } from '../discovery/application-parts.js';
import { GraphInspector } from '../discovery/graph/graph-inspector.js';
import { PartialGraphHost } from '../discovery/graph/partial-graph-host.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import { HttpAdapterHost } from '../http/adapter-host.js';
import { Resolver } from '../resolution/resolver.js';
import { moduleByContent, moduleByReference } from '../scanning/module-identity.js';
import { ModuleScanner } from '../scanning/module-scanner.js';
import { configureLogger } from './configure-logger.js';
import { createDefaultHttpAdapterSync } from './default-http-adapter.js';
import { NestApplication } from './nest-application.js';
import { NestContainer } from './nest-container.js';
import { InitializeOnPreviewAllowlist } from './preview-allowlist.js';
import { registerCoreProviders } from './register-core-providers.js';
import { skipAbsentEnhancers } from './skip-absent-enhancers.js';

export interface AssembleOptions {
  /** Builds the graph without creating instances. */
  readonly preview?: boolean | undefined;
  /** Stores the graph for tools if the application cannot be created. */
  readonly snapshot?: boolean | undefined;
  /** Wraps or replaces instances when they are created. */
  readonly instanceDecorator?: ((instance: unknown) => unknown) | undefined;
}

/**
 * Assembles an application in two steps: reading modules, then creating instances. `NestFactory` does both; tools
 * that change the graph in between, such as test modules, do them separately.
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
  private readonly scanner: ModuleScanner;

  /** @param options how dynamic modules are distinguished */
  constructor({ moduleIdGeneratorAlgorithm }: Pick<NestApplicationContextOptions, 'moduleIdGeneratorAlgorithm'> = {}) {
    const isByContent = moduleIdGeneratorAlgorithm === 'deep-hash';
    this.scanner = new ModuleScanner(this.container, isByContent ? moduleByContent() : moduleByReference);
    registerCoreProviders(this);
  }

  /**
   * Reads a module and its imports. Can be called again for further modules.
   *
   * @returns the record of the module, or a promise of it if one of the modules is a promise.
   */
  scan(definition: unknown): ModuleRecord | Promise<ModuleRecord> {
    return this.scanner.scan(definition);
  }

  remove(modules: readonly ModuleRecord[]): void {
    this.scanner.remove(modules);
  }

  /** Creates all singletons that do not exist yet. */
  resolve(): void | Promise<void> {
    const made = this.resolver.resolveAll();
    return made ? made.then(() => skipAbsentEnhancers(this.config)) : skipAbsentEnhancers(this.config);
  }

  /**
   * Reads the modules of an application, and creates its singletons.
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

  /** In preview mode, only providers of modules in `InitializeOnPreviewAllowlist` are created. */
  private async resolveAllowed(): Promise<void> {
    this.resolver.plan();
    for (const module of this.container.modules.values()) {
      if (!InitializeOnPreviewAllowlist.has(module.metatype)) continue;
      for (const record of module.providers.values()) {
        if (record.isDependencyTreeStatic()) await this.resolver.resolve(record);
      }
    }
  }

  /** Logs the modules. */
  announce(): void {
    logModules('InstanceLoader', this.container.modules.values());
  }

  /**
   * Creates an application with an HTTP server. `init()` or `listen()` starts it.
   *
   * @param adapterOrOptions the adapter of the HTTP platform, or the options. Default: the first platform package
   *   that is installed.
   * @throws FrameworkError `PORTICO_NO_HTTP_ADAPTER` if there is no adapter and no platform package is installed.
   */
  createApplication(
    adapterOrOptions?: AbstractHttpAdapter | NestApplicationOptions,
    moreOptions?: NestApplicationOptions,
  ): NestApplication {
    const [given, first] = isHttpAdapter(adapterOrOptions) ? [adapterOrOptions] : [undefined, adapterOrOptions];
    const options = moreOptions ?? first ?? {};
    configureLogger(options);
    const adapter = given ?? createDefaultHttpAdapterSync();
    this.adapterHost.httpAdapter = adapter;
    return new NestApplication(this, adapter, options);
  }
}

/**
 * Returns whether a value is an HTTP adapter. Duck-typed, because an adapter may extend the base class of another copy
 * of this package.
 */
export function isHttpAdapter(value: unknown): value is AbstractHttpAdapter {
  return isObject(value) && typeof value.getHttpServer === 'function' && typeof value.initHttpServer === 'function';
}

/** Logs each module. */
export function logModules(context: string, modules: Iterable<ModuleRecord>): void {
  if (!Logger.isLevelEnabled('log')) return;
  const logger = new Logger(context, { timestamp: true });
  for (const module of modules) logger.log(`${module.name} dependencies initialized`);
}
