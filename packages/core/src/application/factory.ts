import type {
  INestApplication,
  INestApplicationContext,
  INestMicroservice,
  NestApplicationContextOptions,
  NestApplicationOptions,
} from '@portico/common';
import { Logger } from '@portico/common';
import { coreError } from '../errors/core-error.js';
import type { AbstractHttpAdapter } from '../http/abstract-http-adapter.js';
import { NestApplicationContext } from './application-context.js';
import { Assembly, isHttpAdapter } from './assembly.js';
import { configureLogger } from './configure-logger.js';
import { createDefaultHttpAdapter } from './default-http-adapter.js';
import { keepTickLayout } from './keep-tick-layout.js';
import { type IEntryNestModule, toRootModule } from './root-module.js';
import { failStartup } from './startup-failure.js';
import { warnOfReleases } from './warn-of-releases.js';

// On import: loading the modules of an application makes enough garbage for a collection.
keepTickLayout();

/**
 * Creates applications from their root module.
 *
 * An error at start-up is logged, and the process exits with code 1. With the option `abortOnError: false`, the error
 * is thrown instead.
 */
export class NestFactoryStatic {
  /**
   * Creates an application with an HTTP server.
   *
   * @param module the root module: a class, a dynamic module, or a promise of one.
   * @param adapter the adapter of the HTTP platform. Default: the first platform package that is installed.
   * @param options the options of the application: see `NestApplicationOptions`.
   * @returns the application, which handles requests after `listen()` (or `init()`).
   * @throws FrameworkError `PORTICO_NO_HTTP_ADAPTER` if there is no adapter and no platform package is installed;
   *   what resolving the modules throws.
   *
   * @example
   * const app = await NestFactory.create(AppModule);
   * await app.listen(3000);
   *
   * @see https://docs.nestjs.com/first-steps
   */
  async create<T extends INestApplication = INestApplication>(
    module: IEntryNestModule,
    adapter: AbstractHttpAdapter,
    options?: NestApplicationOptions,
  ): Promise<T>;
  // The last signature is the one that the compiler reports if none matches, for example because of a misspelled option.
  async create<T extends INestApplication = INestApplication>(
    module: IEntryNestModule,
    options?: NestApplicationOptions,
  ): Promise<T>;
  async create(
    module: IEntryNestModule,
    adapterOrOptions?: AbstractHttpAdapter | NestApplicationOptions,
    moreOptions?: NestApplicationOptions,
  ): Promise<INestApplication> {
    const [given, first] = isHttpAdapter(adapterOrOptions) ? [adapterOrOptions] : [undefined, adapterOrOptions];
    const options = first ?? moreOptions ?? {};
    configureLogger(options);
    try {
      announceStart();
      const adapter = given ?? (await createDefaultHttpAdapter());
      const assembly = new Assembly(options);
      const application = assembly.createApplication(adapter, options);
      await build(assembly, module, options);
      return application;
    } catch (error) {
      return failStartup(error, options);
    }
  }

  /**
   * Creates an application without a server, and runs its start-up hooks: for scripts, scheduled tasks and workers.
   *
   * @param module the root module: a class, a dynamic module, or a promise of one.
   * @throws errors of resolving the modules, and of start-up hooks.
   *
   * @example
   * const context = await NestFactory.createApplicationContext(TasksModule);
   * await context.get(TasksService).run();
   *
   * @see https://docs.nestjs.com/standalone-applications
   */
  async createApplicationContext(
    module: IEntryNestModule,
    options: NestApplicationContextOptions = {},
  ): Promise<INestApplicationContext> {
    configureLogger(options);
    try {
      announceStart();
      const assembly = new Assembly(options);
      await build(assembly, module, options);
      const context = new NestApplicationContext(assembly, options);
      if (options.bufferLogs) context.flushLogsOnOverride();
      return await context.init();
    } catch (error) {
      return failStartup(error, options);
    }
  }

  /**
   * Throws: Portico has no microservice transports.
   *
   * @throws FrameworkError `PORTICO_NO_MICROSERVICES`, always.
   */
  async createMicroservice<T extends object = object>(
    _module: IEntryNestModule,
    _options?: T,
  ): Promise<INestMicroservice> {
    throw coreError({
      code: 'PORTICO_NO_MICROSERVICES',
      lines: [
        'NestFactory.createMicroservice() is not available: Portico supports HTTP and WebSockets, but no microservice transports.',
      ],
      remedies: [
        'For a worker without a server, use NestFactory.createApplicationContext(AppModule) and the client of your broker.',
        'For a server, use NestFactory.create(AppModule).',
      ],
    });
  }
}

/** Creates applications: see {@link NestFactoryStatic}. */
export const NestFactory = new NestFactoryStatic();

function announceStart(): void {
  new Logger('NestFactory', { timestamp: true }).log('Starting application...');
  warnOfReleases();
}

async function build(
  assembly: Assembly,
  module: IEntryNestModule,
  options: NestApplicationContextOptions,
): Promise<void> {
  await assembly.build(toRootModule(module), {
    preview: options.preview,
    snapshot: options.snapshot,
    instanceDecorator: options.instrument?.instanceDecorator,
  });
}
