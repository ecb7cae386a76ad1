import type {
  Abstract,
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
import { unknownModule } from '../errors/element-errors.js';
import { Lifecycle } from '../lifecycle/lifecycle.js';
import type { ApplicationEnvironment } from './application-environment.js';
import type { NestContainer } from './nest-container.js';

/**
 * Matched first: of `Repository<User>` as an expression only the constructor knows the type argument. With `never` as its
 * parameters every class is a subtype, which is what the compiler looks for in all overloads before it looks for less.
 */
type Class<TInput> = abstract new (...args: never[]) => TInput;
type Token<TInput> = Type<TInput> | Abstract<TInput> | Function | string | symbol;
type One = { strict?: boolean; each?: undefined | false };
type Each = { strict?: boolean; each: true };

/**
 * An application without a server: the container and its lifecycle. Made by `NestFactory.createApplicationContext()`;
 * the base of applications that have a server.
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
  private flushesOnOverride = false;

  /**
   * @param environment the container with its resolver and its configuration.
   * @param options those given to the factory.
   * @param selection the module to look from, and the application that was asked for it; absent: the root module.
   */
  constructor(
    environment: ApplicationEnvironment,
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
        prepare: () => this.prepare(),
        complete: () => this.complete(),
        prepareClose: () => this.prepareClose(),
        dispose: (signal) => this.dispose(signal),
        ready: () => this.ready(),
      });
  }

  // ── what kinds of applications add; each is called at most once ─────────────────────────────

  /** Before `onModuleInit`: adapters, transports, routes. */
  protected prepare(): void | Promise<void> {}

  /** After `onModuleInit`, before `onApplicationBootstrap`: what must come after everything that hooks registered. */
  protected complete(): void | Promise<void> {}

  /** When every start-up hook has run. */
  protected ready(): void {}

  /** When closing begins, before `onModuleDestroy`: refuse new work. */
  protected prepareClose(): void | Promise<void> {}

  /** Between `beforeApplicationShutdown` and `onApplicationShutdown`: close what listens. Also called after a failed start. */
  protected dispose(_signal?: string): void | Promise<void> {}

  /** What third-party modules that document an application read: its modules. */
  protected get container(): NestContainer {
    return this.environment.container;
  }

  /** What third-party modules that document an application read: its settings. */
  protected get config(): ApplicationConfig {
    return this.environment.config;
  }

  /** The module to look from. */
  private get module(): ModuleRecord {
    return this.selected ?? (this.environment.container.root as ModuleRecord);
  }

  // ── lifecycle ───────────────────────────────────────────────────────────────────────────────

  /** Whether `init()` has come to its end. */
  protected get isInitialized(): boolean {
    return this.lifecycle.started;
  }

  /** Whether `close()` has been called. */
  protected get isClosing(): boolean {
    return this.lifecycle.closing;
  }

  /**
   * Starts the application: what its kind prepares, then the hooks `onModuleInit` and `onApplicationBootstrap`. Further
   * calls answer the same start.
   *
   * @throws what a hook throws; everything opened until then has been closed.
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
   * Runs the shutdown hooks and closes what the application opened. A hook that throws is logged, and the others run.
   * Further calls answer the same close.
   *
   * @param signal handed to the hooks.
   */
  async close(signal?: string): Promise<void> {
    // A logger for what was kept never came: better by the default one than not at all.
    this.flushLogsIfAutoFlushEnabled();
    await this.lifecycle.close(signal);
  }

  /** Closes the application at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Closes the application when the process gets a signal, and lets the process end when the hooks have run.
   *
   * @param signals which to listen to; none named: all of `ShutdownSignal`.
   * @param options `useProcessExit`: end by `process.exit(0)` instead of by the signal.
   */
  enableShutdownHooks(signals: readonly (ShutdownSignal | string)[] = [], options: ShutdownHooksOptions = {}): this {
    const chosen = signals.length > 0 ? signals : Object.values(ShutdownSignal);
    this.lifecycle.closeOn([...new Set(chosen.map((signal) => signal.toUpperCase().trim()))], options);
    return this;
  }

  // ── looking things up ───────────────────────────────────────────────────────────────────────

  /**
   * Narrows to one module: `get` and `resolve` with `{ strict: true }` look in it alone.
   *
   * @param module the class, or for one of several dynamic modules the very object that is imported.
   * @throws FrameworkError `PORTICO_UNKNOWN_MODULE`
   */
  select<T>(module: Type<T> | DynamicModule, _options?: SelectOptions): INestApplicationContext {
    return new NestApplicationContext<TOptions>(this.environment, this.options, {
      module: this.find(module),
      owner: this,
    });
  }

  /**
   * The instance of a singleton provider, controller or enhancer.
   *
   * @param options `strict`: look in the selected module alone (default `false`); `each`: all instances under the token.
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT` when there is none, `PORTICO_SCOPED_PROVIDER` when it is transient or
   * request-scoped: those come from {@link resolve}.
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
   * An instance of a transient or request-scoped provider: a new one, unless a context is given that has one already.
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

  /** Says what providers of a context get as `REQUEST`. */
  registerRequestByContextId<T = any>(request: T, contextId: ContextId): void {
    this.environment.resolver.registerRequest(contextId, request);
  }

  // ── logging ─────────────────────────────────────────────────────────────────────────────────

  /**
   * Replaces the logger of the process. What `bufferLogs` has kept is printed by it: at once in an application context, at
   * the end of `init()` in an application with a server, so that its start is printed in one piece.
   *
   * @param logger a logger, the levels to print, or `false` for silence.
   */
  useLogger(logger: LoggerService | LogLevel[] | false): void {
    Logger.overrideLogger(logger);
    if (this.flushesOnOverride && this.options.autoFlushLogs !== false) this.flushLogs();
  }

  /** Prints what has been buffered, and buffers no more. */
  flushLogs(): void {
    Logger.flush();
  }

  /** Makes `useLogger()` flush, unless `autoFlushLogs` is `false`. */
  flushLogsOnOverride(): void {
    this.flushesOnOverride = true;
  }

  /** Flushes unless the application wants to do so itself. */
  protected flushLogsIfAutoFlushEnabled(): void {
    if (this.options.bufferLogs && this.options.autoFlushLogs !== false) this.flushLogs();
  }

  private find(module: Type | DynamicModule): ModuleRecord {
    const { container } = this.environment;
    if (typeof module !== 'function') {
      const records = container.modulesOf(module?.module);
      const found = records.find((record) => record.dynamic === module);
      if (found) return found;
      throw unknownModule(container, module?.module?.name ?? String(module), 0);
    }
    const replacement = container.moduleOverrides.get(module);
    if (replacement !== undefined && replacement !== module) return this.find(replacement);
    const records = container.modulesOf(module);
    const found = records.find((record) => !record.dynamic) ?? (records.length === 1 ? records[0] : undefined);
    if (!found) throw unknownModule(container, module.name, records.length);
    return found;
  }
}
