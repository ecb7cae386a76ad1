import type { GetOrResolveOptions, IntrospectionResult, Type } from '@portico/common';
import type { ContextId } from '../container/context-id.js';
import { TOKEN_BRAND } from '../container/core-tokens.js';
import type { Class, Each, One, Token } from './lookup-overloads.js';

/** Where `ModuleRef` searches, and what it returns. */
export interface ModuleRefGetOrResolveOpts extends GetOrResolveOptions {
  /** Searches only the module; `false` searches the whole application. Default: `true`. Has no effect with `each`. */
  strict?: boolean;
  /** Returns all instances registered under the token in the whole application, as an array. Default: `false`. */
  each?: boolean;
}

/**
 * Gives providers access to their module: inject it to look up, resolve or create instances at run time. Each module
 * has its own.
 *
 * @example
 * constructor(private readonly moduleRef: ModuleRef) {}
 * onModuleInit() {
 *   this.service = this.moduleRef.get(Service, { strict: false });
 * }
 *
 * @see https://docs.nestjs.com/fundamentals/module-ref
 */
export abstract class ModuleRef {
  static readonly [TOKEN_BRAND]: string = 'ModuleRef';

  /**
   * Returns the singleton under a token.
   *
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT` if there is none, `PORTICO_SCOPED_PROVIDER` if it is transient
   *   or request-scoped: use {@link resolve}.
   */
  abstract get<TInput = any, TResult = TInput>(token: Class<TInput>, options?: One): TResult;
  abstract get<TInput = any, TResult = TInput>(token: Class<TInput>, options: Each): TResult[];
  abstract get<TInput = any, TResult = TInput>(token: Token<TInput>): TResult;
  abstract get<TInput = any, TResult = TInput>(token: Token<TInput>, options: One): TResult;
  abstract get<TInput = any, TResult = TInput>(token: Token<TInput>, options: Each): TResult[];
  abstract get<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    options?: ModuleRefGetOrResolveOpts,
  ): TResult | TResult[];

  /**
   * Creates an instance of a transient or request-scoped provider, or returns the existing one of the given context.
   *
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT`
   */
  abstract resolve<TInput = any, TResult = TInput>(
    token: Class<TInput>,
    contextId?: ContextId,
    options?: One,
  ): Promise<TResult>;
  abstract resolve<TInput = any, TResult = TInput>(
    token: Class<TInput>,
    contextId: ContextId | undefined,
    options: Each,
  ): Promise<TResult[]>;
  abstract resolve<TInput = any, TResult = TInput>(token: Token<TInput>): Promise<TResult>;
  abstract resolve<TInput = any, TResult = TInput>(token: Token<TInput>, contextId?: ContextId): Promise<TResult>;
  abstract resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: ContextId,
    options?: One,
  ): Promise<TResult>;
  abstract resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: ContextId,
    options?: Each,
  ): Promise<TResult[]>;
  abstract resolve<TInput = any, TResult = TInput>(
    token: Token<TInput>,
    contextId?: ContextId,
    options?: ModuleRefGetOrResolveOpts,
  ): Promise<TResult | TResult[]>;

  /**
   * Creates an instance of a class that is not a provider, with dependencies that are available in this module.
   *
   * @throws FrameworkError `PORTICO_INVALID_CLASS`, and everything that resolving dependencies throws.
   */
  abstract create<T = any>(type: Type<T>, contextId?: ContextId): Promise<T>;

  /**
   * Returns the effective scope of a provider: its own, and that of its dependencies.
   *
   * @throws FrameworkError `PORTICO_UNKNOWN_ELEMENT`
   */
  abstract introspect<T = any>(token: Token<T>): IntrospectionResult;

  /** Sets the object that providers of a context inject as `REQUEST`. */
  abstract registerRequestByContextId<T = any>(request: T, contextId: ContextId): void;
}
