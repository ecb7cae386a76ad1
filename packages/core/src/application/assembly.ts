import { Logger } from '@portico/common';
import { NestContainer } from '../container/container.js';
import type { ModuleRecord } from '../container/module-record.js';
import type { HandlerEnvironment } from '../enhancers/describe-handler.js';
import { HttpAdapterHost } from '../http/adapter-host.js';
import { Resolver } from '../resolution/resolver.js';
import { ModuleScanner } from '../scanning/module-scanner.js';
import { ApplicationConfig } from './application-config.js';
import { offerCoreProviders } from './core-providers.js';

export interface AssembleOptions {
  /** Only the graph: nothing is made. */
  readonly preview?: boolean;
  /** Changes instances as they are made. */
  readonly instanceDecorator?: (instance: unknown) => unknown;
}

/** The parts of one application, put together in two steps: modules are read, then instances are made. */
export class Assembly implements HandlerEnvironment {
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

  /** Makes every singleton that is not made yet. */
  resolve(): void | Promise<void> {
    return this.resolver.resolveAll();
  }

  /**
   * Reads the modules of an application and makes its singletons.
   *
   * @param root the root module: a class, a dynamic module, or a promise of one.
   */
  async build(root: unknown, { preview = false, instanceDecorator }: AssembleOptions = {}): Promise<void> {
    if (instanceDecorator) this.resolver.decorateInstances(instanceDecorator);
    await this.scan(root);
    if (!preview) await this.resolve();
    logModules('InstanceLoader', this.container.modules.values());
  }
}

/** Says of each module that it is there. */
export function logModules(context: string, modules: Iterable<ModuleRecord>): void {
  if (!Logger.isLevelEnabled('log')) return;
  const logger = new Logger(context, { timestamp: true });
  for (const module of modules) logger.log(`${module.name} dependencies initialized`);
}
