import type { Server } from 'node:net';
import type { INestApplicationContext, InjectionToken } from '@portico/common';
import type { EnhancerKind } from '@portico/common/internal';
import type { ApplicationConfig } from '../container/application-config.js';
import type { ProviderRecord } from '../container/provider-record.js';
import type { CompiledHandler, FailureHandler, HandlerRecord } from '../pipeline/handler-record.js';
import type { TransportProfile } from '../pipeline/transport-profile.js';

/** A transport as its decorator leaves it on a class: one constant object per transport. */
export interface TransportDefinition {
  readonly name: string;
  /**
   * Whether the transport also starts in an application context (`NestFactory.createApplicationContext()`), which has no HTTP
   * server. Default: `false`.
   */
  readonly inApplicationContext?: boolean;
  /** Makes the transport of one application. */
  create(host: TransportHost): Transport;
}

/** A transport at work in one application. */
export interface Transport {
  /**
   * Starts serving: called once while the application initialises, when every singleton exists
   * and the HTTP server is made but does not listen yet.
   *
   * @param providers those whose classes carry this transport, in the order of the modules
   */
  bind(providers: readonly ProviderRecord<object>[]): void | Promise<void>;

  /**
   * Stops taking new clients and new work: called once when closing begins, before `onModuleDestroy`. What is under way
   * continues until {@link close}.
   */
  beforeClose?(): void | Promise<void>;

  /**
   * Completes what is under way, disconnects every client and frees the ports; called once, also after a `bind` that
   * failed.
   *
   * @returns what was still under way at the deadline, and was stopped
   */
  close(options: TransportCloseOptions): Stopped | Promise<Stopped>;
}

export interface TransportCloseOptions {
  /** When everything has to be over, as `Date.now()` tells time; without it the transport sets its own. */
  readonly deadline?: number;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a transport that stops nothing returns nothing
type Stopped = StoppedWork | void;

/** What the deadline of a shutdown stopped: how many of what, such as `{ 'WebSocket clients': 3 }`. */
export type StoppedWork = Readonly<Record<string, number>>;

/** What core offers to a transport. */
export interface TransportHost {
  readonly application: INestApplicationContext;
  readonly config: ApplicationConfig;

  /** The servers that the application listens with: none without an HTTP adapter. */
  httpServers(): readonly Server[];

  /** Compiles a method of a provider with its guards, pipes, interceptors and filters. */
  compile(
    profile: TransportProfile,
    owner: ProviderRecord<object>,
    methodName: string,
    options?: CompileOptions,
  ): CompiledHandler;

  /**
   * Compiles the guards of a method without the method, and without global enhancers: what it is called with decides before
   * the method may be called. Its filters are called with what the guards throw.
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
   * Compiles a method with decorated parameters, such as a hook, without guards, interceptors and filters: `invoke` passes what it
   * throws to the fallback filter of the profile.
   */
  compileHook(
    profile: TransportProfile,
    owner: ProviderRecord<object>,
    methodName: string,
    options?: HookOptions,
  ): CompiledHandler;

  /**
   * The instance of a provider: the only one, or that of the context in which a request or a connection is served.
   *
   * @param request the key of the context, and what `REQUEST` gives in it
   */
  instanceOf(provider: ProviderRecord<object>, request: object): object | Promise<object>;

  /**
   * Calls a factory with dependencies that are available in the module of a provider.
   *
   * @param name of what it makes, for error messages
   * @throws FrameworkError as for the factory of a provider, and what the factory throws
   */
  callFactory<T>(owner: ProviderRecord<object>, name: string, factory: HostedFactory<T>): T | Promise<T>;

  /**
   * The singletons that modules provide under a token.
   *
   * @throws FrameworkError `PORTICO_SCOPED_PROVIDER` if one is not a singleton
   */
  singletonsOf(token: InjectionToken): readonly unknown[];

  /** Compiles the filters that answer failures outside of a handler. */
  compileFilters(profile: TransportProfile, options?: { readonly global?: boolean }): FailureHandler;
}

export interface HookOptions extends Pick<CompileOptions, 'prepare'> {
  /**
   * What the parameters without a decorator receive: the profile reads `source` with the index of the parameter. `count` of the
   * parameters can have one. Without it, they receive `undefined`.
   */
  readonly undecorated?: { readonly source: string; readonly count: number };
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

export interface CompileOptions
  extends Pick<HandlerRecord, 'failed' | 'onFailure' | 'onReturn' | 'result' | 'send' | 'transformData'> {
  /** Whether global enhancers run on the handler, or the kinds that do. Default: `false`. */
  readonly global?: boolean | readonly EnhancerKind[];
  /** Called with an instance of the owner that is made per context, before its method is called. */
  readonly prepare?: (instance: object) => void;
  /** The parameters that pipes run on when the handler decorates none. */
  readonly implicitParameters?: readonly number[];
}
