import type { Abstract } from './abstract.js';
import type { LoggerService, LogLevel } from './logger-service.js';
import type { DynamicModule } from './module-metadata.js';
import type { ShutdownHooksOptions, ShutdownSignal } from './shutdown-signal.js';
import type { Type } from './type.js';

export interface GetOrResolveOptions {
  /** Looks only in the selected module. Default: `false`. */
  strict?: boolean;
  /** Gives all instances registered under the token, as an array. Default: `false`. */
  each?: boolean;
}

/** Options of `app.select()`. */
export interface SelectOptions {
  /** Throws when a provider of another module aborts the selection; see `abortOnError` of the application. */
  abortOnError?: boolean;
}

/**
 * Matched first: of `Repository<User>` as an expression only the constructor knows the type argument. With `never` as its
 * parameters every class is a subtype, which is what the compiler looks for in all overloads before it looks for less.
 */
type Class<TInput> = abstract new (...args: never[]) => TInput;
type Token<TInput> = Type<TInput> | Abstract<TInput> | Function | string | symbol;

/** An application without a server: the container, and its lifecycle. */
export interface INestApplicationContext {
  /** Narrows to one module of the application. */
  select<T>(module: Type<T> | DynamicModule, options?: SelectOptions): INestApplicationContext;

  /** The instance of a singleton provider or controller. */
  get<TInput = any, TResult = TInput>(
    token: Class<TInput>,
    options?: { strict?: boolean; each?: undefined | false },
  ): TResult;
  get<TInput = any, TResult = TInput>(token: Class<TInput>, options: { strict?: boolean; each: true }): Array<TResult>;
  get<TInput = any, TResult = TInput>(token: Token<TInput>): TResult;
  get<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    options: { strict?: boolean; each?: undefined | false },
  ): TResult;
  get<TInput = any, TResult = TInput>(token: Token<TInput>, options: { strict?: boolean; each: true }): Array<TResult>;
  get<TInput = any, TResult = TInput>(token: Token<TInput>, options?: GetOrResolveOptions): TResult | Array<TResult>;

  /** An instance of a transient or request-scoped provider; a new one unless a context id is given. */
  resolve<TInput = any, TResult = TInput>(
    token: Class<TInput>,
    contextId?: { id: number },
    options?: { strict?: boolean; each?: undefined | false },
  ): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(
    token: Class<TInput>,
    contextId: { id: number } | undefined,
    options: { strict?: boolean; each: true },
  ): Promise<Array<TResult>>;
  resolve<TInput = any, TResult = TInput>(token: Token<TInput>): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(token: Token<TInput>, contextId?: { id: number }): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: { id: number },
    options?: { strict?: boolean; each?: undefined | false },
  ): Promise<TResult>;
  resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: { id: number },
    options?: { strict?: boolean; each: true },
  ): Promise<Array<TResult>>;
  resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: { id: number },
    options?: GetOrResolveOptions,
  ): Promise<TResult | Array<TResult>>;

  /** Registers what providers of a context get as `REQUEST`. */
  registerRequestByContextId<T = any>(request: T, contextId: { id: number }): void;

  /** Runs the shutdown hooks and closes what the application opened; a second call is the same close. */
  close(signal?: string): Promise<void>;

  /** Replaces the logger. */
  useLogger(logger: LoggerService | LogLevel[] | false): void;

  /** Prints the log messages kept so far and keeps none from here on. */
  flushLogs(): void;

  /** Closes the application when the process gets one of these signals; all of `ShutdownSignal` when none is named. */
  enableShutdownHooks(signals?: ShutdownSignal[] | string[], options?: ShutdownHooksOptions): this;

  /** Runs the hooks `onModuleInit` and `onApplicationBootstrap`, once. */
  init(): Promise<this>;
}
