import type { Abstract } from '../injection/abstract.js';
import type { DynamicModule } from '../injection/module-metadata.js';
import type { Type } from '../injection/type.js';
import type { ShutdownHooksOptions, ShutdownSignal } from '../lifecycle/shutdown-signal.js';
import type { LoggerService, LogLevel } from './logger-service.js';

export interface GetOrResolveOptions {
  /** Looks only in the selected module. Default: `false`. */
  strict?: boolean | undefined;
  /** Returns all instances registered under the token, as an array. Default: `false`. */
  each?: boolean | undefined;
}

/** Options of `app.select()`. */
export interface SelectOptions {
  /** Accepted for compatibility: `app.select()` always throws if the module is unknown. */
  abortOnError?: boolean | undefined;
}

/**
 * Matched first: of `Repository<User>` as an expression only the constructor knows the type argument. With `never` as its
 * parameters every class is a subtype, which is what the compiler looks for in all overloads before it looks for less.
 */
type Class<TInput> = abstract new (...args: never[]) => TInput;
type Token<TInput> = Type<TInput> | Abstract<TInput> | Function | string | symbol;

/** An application without a server: the container, and its lifecycle. */
export interface INestApplicationContext {
  /** Selects one module of the application. */
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

  /** Creates an instance of a transient or request-scoped provider. With a context id, returns that of the context. */
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

  /** Registers the object that providers of a context inject as `REQUEST`. */
  registerRequestByContextId<T = any>(request: T, contextId: { id: number }): void;

  /**
   * Runs the shutdown hooks, and closes everything that the application opened. Later calls return the same promise.
   */
  close(signal?: string): Promise<void>;

  /** Replaces the logger. */
  useLogger(logger: LoggerService | LogLevel[] | false): void;

  /** Prints the buffered log messages, and stops buffering. */
  flushLogs(): void;

  /** Closes the application when the process receives one of these signals. Default: all of `ShutdownSignal`. */
  enableShutdownHooks(signals?: ShutdownSignal[] | string[], options?: ShutdownHooksOptions): this;

  /** Runs the hooks `onModuleInit` and `onApplicationBootstrap`, once. */
  init(): Promise<this>;
}
