import type { Server } from 'node:net';
import type { INestApplicationContext, InjectionToken } from '@portico/common';
import type { EnhancerKind } from '@portico/common/internal';
import type { ApplicationConfig } from '../container/application-config.js';
import type { ProviderRecord } from '../container/provider-record.js';
import type { CompiledHandler, FailureHandler, HandlerHooks, HandlerRecord } from '../pipeline/handler-record.js';
import type { TransportProfile } from '../pipeline/transport-profile.js';

/** A transport as its decorator stores it on a class: one constant object per transport. */
export interface TransportDefinition {
  readonly name: string;
  /**
   * Whether the transport also starts in an application context (`NestFactory.createApplicationContext()`), which has no HTTP
   * server. Default: `false`.
   */
  readonly inApplicationContext?: boolean;
  /** Creates the transport of one application. */
  create(host: TransportHost): Transport;
}

/** A running transport of one application. */
export interface Transport {
  /**
   * Starts serving: called once while the application is initialized, when all singletons exist and the HTTP server has
   * been created but does not listen yet.
   *
   * @param providers those whose classes have this transport, in the order of the modules
   */
  bind(providers: readonly ProviderRecord<object>[]): void | Promise<void>;

  /**
   * Refuses new clients and new work: called once when closing begins, before `onModuleDestroy`. Work in progress
   * continues until {@link close}.
   */
  beforeClose?(): void | Promise<void>;

  /**
   * Completes the work in progress, disconnects every client and frees the ports. Called once, even if `bind` has
   * failed.
   *
   * @returns the work that was stopped at the deadline
   */
  close(options: TransportCloseOptions): Stopped | Promise<Stopped>;
}

export interface TransportCloseOptions {
  /** When everything has to be completed, as a value of `Date.now()`. Default: the transport sets its own deadline. */
  readonly deadline?: number | undefined;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a transport that stops nothing returns nothing
type Stopped = StoppedWork | void;

/** The work that the shutdown deadline stopped, by kind, such as `{ 'WebSocket clients': 3 }`. */
export type StoppedWork = Readonly<Record<string, number>>;

/** The functions that core provides to a transport. */
export interface TransportHost {
  readonly application: INestApplicationContext;
  readonly config: ApplicationConfig;

  /** Returns the HTTP servers of the application: none without an HTTP adapter. */
  httpServers(): readonly Server[];

  /** Compiles a method of a provider with its guards, pipes, interceptors and filters. */
  compile(
    profile: TransportProfile,
    owner: ProviderRecord<object>,
    methodName: string,
    options?: CompileOptions,
  ): CompiledHandler;

  /**
   * Compiles only the guards of a method, without the method and without global enhancers, to decide before the method
   * may be called. Errors of the guards go to the filters of the method.
   *
   * @returns `invoke` returns `true` if all guards accept the call; `undefined` for a method without guards
   */
  compileGuards(
    profile: TransportProfile,
    owner: ProviderRecord<object>,
    methodName: string,
    options: GuardOptions,
  ): CompiledHandler | undefined;

  /**
   * Compiles a method with decorated parameters, such as a hook, without guards, interceptors and filters: `invoke`
   * passes its errors to the fallback filter of the profile.
   */
  compileHook(
    profile: TransportProfile,
    owner: ProviderRecord<object>,
    methodName: string,
    options?: HookOptions,
  ): CompiledHandler;

  /**
   * Returns the instance of a provider: the singleton, or that of the context of a request or a connection.
   *
   * @param request the key of the context, and the value of `REQUEST`
   */
  instanceOf(provider: ProviderRecord<object>, request: object): object | Promise<object>;

  /**
   * Calls a factory with dependencies that are available in the module of a provider.
   *
   * @param name of its result, for error messages
   * @throws FrameworkError as for the factory of a provider, and the errors of the factory
   */
  callFactory<T>(owner: ProviderRecord<object>, name: string, factory: HostedFactory<T>): T | Promise<T>;

  /**
   * Returns the singletons that modules provide under a token.
   *
   * @throws FrameworkError `PORTICO_SCOPED_PROVIDER` if one is not a singleton
   */
  singletonsOf(token: InjectionToken): readonly unknown[];

  /** Compiles the filters for failures outside of a handler. */
  compileFilters(profile: TransportProfile, options?: { readonly global?: boolean }): FailureHandler;
}

export interface HookOptions extends Pick<CompileOptions, 'prepare'> {
  /**
   * The values of parameters without a decorator: the profile reads `source` with the index of the parameter, for the
   * first `count` parameters. Default: `undefined`.
   */
  readonly undecorated?: { readonly source: string; readonly count: number } | undefined;
}

export interface GuardOptions extends Pick<HandlerRecord, 'onFailure'> {
  /** Whether the guards of the class run too. */
  readonly classGuards: boolean;
}

/** A factory that is not a provider. */
export interface HostedFactory<T> {
  readonly inject?: readonly unknown[];
  readonly useFactory: (...dependencies: never[]) => T | Promise<T>;
}

export interface CompileOptions extends HandlerHooks {
  /** Whether global enhancers run on the handler, or the kinds that do. Default: `false`. */
  readonly global?: boolean | readonly EnhancerKind[] | undefined;
  /** Called with an instance of the owner that is made per context, before its method is called. */
  readonly prepare?: ((instance: object) => void) | undefined;
  /** The parameters on which pipes run if the handler decorates none. */
  readonly implicitParameters?: readonly number[] | undefined;
}
