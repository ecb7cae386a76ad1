import type {
  DynamicModule,
  GetOrResolveOptions,
  INestApplicationContext,
  LoggerService,
  LogLevel,
  NestApplicationContextOptions,
  SelectOptions,
  ShutdownHooksOptions,
  Type,
} from '@portico/common';
import { Logger, ShutdownSignal } from '@portico/common';
import type { ApplicationConfig } from '../container/application-config.js';
import { type ContextId, createContextId } from '../container/context-id.js';
import type { ModuleRecord } from '../container/module-record.js';
import { InstanceLocator } from '../discovery/instance-locator.js';
import type { Class, Each, One, Token } from '../discovery/lookup-overloads.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import { TransportRunner } from '../transports/transport-runner.js';
import type { ApplicationEnvironment } from './application-environment.js';
import { findModule } from './find-module.js';
import type { NestContainer } from './nest-container.js';
import { warnOfStoppedWork } from './warn-of-stopped-work.js';

/**
 * An application without a server: the container and its lifecycle. Created by
 * `NestFactory.createApplicationContext()`; the base class of applications with a server.
 *
 * @example
 * const context = await NestFactory.createApplicationContext(TasksModule);
 * await context.get(TasksService).run();
 * await context.close();
 *
 * @see https://docs.nestjs.com/standalone-applications
 */
export class NestApplicationContext<TOptions extends NestApplicationContextOptions = NestApplicationContextOptions>
  implements INestApplicationContext
{
  protected readonly environment: ApplicationEnvironment;
  protected readonly options: TOptions;
  protected readonly logger: Logger;
  private readonly lifecycle: Lifecycle;
  private readonly locator: InstanceLocator;
  private readonly selected: ModuleRecord | undefined;
  /** Those of an application without a server. */
  #transports: TransportRunner | undefined;
  private flushesOnOverride = false;

  /**
   * @param environment the container with its resolver and its configuration.
   * @param options the options of the factory.
   * @param selection the selected module, and its application. Default: the root module.
   */
  constructor(
    environment: ApplicationEnvironment,
    // The options of every kind of application are optional, which the compiler cannot infer for a type parameter.
    options: TOptions = {} as TOptions,
    selection?: { readonly module: ModuleRecord; readonly owner: NestApplicationContext<TOptions> },
  ) {
    this.environment = environment;
    this.options = options;
    this.selected = selection?.module;
    this.logger = selection?.owner.logger ?? new Logger(this.constructor.name, { timestamp: true });
    this.locator = selection?.owner.locator ?? new InstanceLocator(environment.container, environment.resolver);
    this.lifecycle =
      selection?.owner.lifecycle ??
      new Lifecycle(environment.container, this.logger, {
        preview: options.preview === true,
        application: this,
        prepare: () => this.prepare(),
        complete: () => this.complete(),
        prepareClose: () => this.prepareClose(),
        dispose: (signal) => this.dispose(signal),
        ready: () => this.ready(),
      });
  }

  // ── what kinds of applications add; each is called at most once ─────────────────────────────

  /** Prepares adapters, transports and routes, before `onModuleInit`. */
  protected prepare(): void | Promise<void> {
    if (!this.environment.container.hasTransports) return;
    this.#transports = new TransportRunner(this.environment, this, () => []);
    return this.#transports.bindInContext();
  }

  /**
   * Runs the steps that need everything that hooks have registered, after `onModuleInit` and before
   * `onApplicationBootstrap`.
   */
  protected complete(): void | Promise<void> {}

  /** Runs the steps that follow all start-up hooks. */
  protected ready(): void {}

  /** Refuses new work when closing begins, before `onModuleDestroy`. */
  protected prepareClose(): void | Promise<void> {
    return this.#transports?.beforeClose();
  }

  /**
   * Closes the servers, between `beforeApplicationShutdown` and `onApplicationShutdown`. Also called after a failed
   * start-up.
   */
  protected async dispose(_signal?: string): Promise<void> {
    if (this.#transports) warnOfStoppedWork(await this.#transports.close({}));
  }

  /** The modules, for third-party modules that document an application. */
  protected get container(): NestContainer {
    return this.environment.container;
  }

  /** The settings, for third-party modules that document an application. */
  protected get config(): ApplicationConfig {
    return this.environment.config;
  }

  /** The selected module. */
  private get module(): ModuleRecord {
    return this.selected ?? this.environment.container.root!;
  }

  // ── lifecycle ───────────────────────────────────────────────────────────────────────────────

  /** Whether `init()` has completed. */
  protected get isInitialized(): boolean {
    return this.lifecycle.started;
  }

  /** Whether `close()` has been called. */
  protected get isClosing(): boolean {
    return this.lifecycle.closing;
  }

  /** Rejects with `PORTICO_APPLICATION_CLOSED` when the application has been closed. */
  protected refuseStart(): Promise<never> {
    return this.lifecycle.refuseStart();
  }

  /**
   * Starts the application, and runs the hooks `onModuleInit` and `onApplicationBootstrap`. Later calls return the
   * same promise.
   *
   * @throws the error of a hook, after everything that was opened has been closed.
   */
  async init(): Promise<this> {
    try {
      await this.lifecycle.start();
    } catch (error) {
      this.flushLogsIfAutoFlushEnabled();
      throw error;
    }
    return this;
  }

  /**
   * Runs the shutdown hooks, and closes everything that the application opened. An error of a hook is logged, and the
   * other hooks still run. Later calls return the same promise.
   *
   * @param signal passed to the hooks.
   */
  async close(signal?: string): Promise<void> {
    // `useLogger()` was never called: print the buffered messages with the default logger.
    this.flushLogsIfAutoFlushEnabled();
    await this.lifecycle.close(signal);
  }

  /** Closes the application at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Closes the application when the process receives a signal. The process exits when the hooks have completed.
   *
   * @param signals default: all of `ShutdownSignal`.
   * @param options `useProcessExit`: exit with `process.exit(0)` instead of with the signal.
   */
  enableShutdownHooks(signals: readonly (ShutdownSignal | string)[] = [], options: ShutdownHooksOptions = {}): this {
    const chosen = signals.length > 0 ? signals : Object.values(ShutdownSignal);
    this.lifecycle.closeOn([...new Set(chosen.map((signal) => signal.toUpperCase().trim()))], options);
    return this;
  }

  // ── looking things up ───────────────────────────────────────────────────────────────────────

  /**
   * Selects a module: `get` and `resolve` with `{ strict: true }` search only this module.
   *
   * @param module the class; for one of several dynamic modules, the object that is imported.
   * @throws FrameworkError `PORTICO_UNKNOWN_MODULE`
   */
  select<T>(module: Type<T> | DynamicModule, _options?: SelectOptions): INestApplicationContext {
    return new NestApplicationContext<TOptions>(this.environment, this.options, {
      module: findModule(this.environment.container, module),
      owner: this,
    });
  }

  /**
   * Returns the instance of a singleton provider, controller or enhancer.
   *
   * @param options `strict`: search only the selected module (default: `false`); `each`: return all instances under
   *   the token in the whole application.
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT` if there is none, `PORTICO_SCOPED_PROVIDER` if it is transient
   *   or request-scoped: use {@link resolve}.
   */
  get<TInput = any, TResult = TInput>(token: Class<TInput>, options?: One): TResult;
  get<TInput = any, TResult = TInput>(token: Class<TInput>, options: Each): TResult[];
  get<TInput = any, TResult = TInput>(token: Token<TInput>): TResult;
  get<TInput = any, TResult = TInput>(token: Token<TInput>, options: One): TResult;
  get<TInput = any, TResult = TInput>(token: Token<TInput>, options: Each): TResult[];
  get<TInput = any, TResult = TInput>(token: Token<TInput>, options?: GetOrResolveOptions): TResult | TResult[];
  get(token: Token<unknown>, options: GetOrResolveOptions = {}): unknown {
    return this.locator.get(token, this.module, options);
  }

  /**
   * Creates an instance of a transient or request-scoped provider, or returns the existing one of the given context.
   *
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT`
   */
  resolve<TInput = any, TResult = TInput>(token: Class<TInput>, contextId?: ContextId, options?: One): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(
    token: Class<TInput>,
    contextId: ContextId | undefined,
    options: Each,
  ): Promise<TResult[]>;
  resolve<TInput = any, TResult = TInput>(token: Token<TInput>): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(token: Token<TInput>, contextId?: ContextId): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(token: Token<TInput>, contextId?: ContextId, options?: One): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: ContextId,
    options?: Each,
  ): Promise<TResult[]>;
  resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: ContextId,
    options?: GetOrResolveOptions,
  ): Promise<TResult | TResult[]>;
  resolve(
    token: Token<unknown>,
    contextId: ContextId = createContextId(),
    options: GetOrResolveOptions = {},
  ): Promise<unknown> {
    return this.locator.resolve(token, this.module, contextId, options);
  }

  /** Sets the object that providers of a context inject as `REQUEST`. */
  registerRequestByContextId<T = any>(request: T, contextId: ContextId): void {
    this.environment.resolver.registerRequest(contextId, request);
  }

  // ── logging ─────────────────────────────────────────────────────────────────────────────────

  /**
   * Replaces the logger of the process. It also prints the messages that `bufferLogs` has buffered: immediately in an
   * application context, and at the end of `init()` in an application with a server.
   *
   * @param logger a logger, the levels to print, or `false` to log nothing.
   */
  useLogger(logger: LoggerService | LogLevel[] | false): void {
    Logger.overrideLogger(logger);
    if (this.flushesOnOverride && this.options.autoFlushLogs !== false) this.flushLogs();
  }

  /** Prints the buffered messages, and stops buffering. */
  flushLogs(): void {
    Logger.flush();
  }

  /** Makes `useLogger()` flush, unless `autoFlushLogs` is `false`. */
  flushLogsOnOverride(): void {
    this.flushesOnOverride = true;
  }

  /** Prints buffered messages, unless the application does so itself. */
  protected flushLogsIfAutoFlushEnabled(): void {
    if (this.options.bufferLogs && this.options.autoFlushLogs !== false) this.flushLogs();
  }
}
