import type { ForwardReference } from './forward-reference.js';
import type { InjectionToken, OptionalFactoryDependency } from './injection-token.js';

/** The lifetime of an instance. */
export enum Scope {
  /** One instance, shared by the whole application. */
  DEFAULT,
  /** A new instance for each dependent. */
  TRANSIENT,
  /** A new instance for each request, or each message. */
  REQUEST,
}

export interface ScopeOptions {
  /** Default: {@link Scope.DEFAULT}. */
  scope?: Scope | undefined;
  /**
   * Marks a request-scoped provider as durable: contexts that a `ContextIdStrategy` gives the same parent share it.
   * Default: `false`.
   */
  durable?: boolean | undefined;
}

/** A dependency of a constructor, declared for compilers that emit no types. */
export type DeclaredDependency = InjectionToken | ForwardReference | OptionalFactoryDependency | undefined;

export interface InjectableOptions extends ScopeOptions {
  /**
   * The tokens of the constructor's parameters, in order, for sources whose parameter types are not emitted (esbuild,
   * tsx, plain JavaScript). `@Inject()` on a parameter overrides its entry.
   *
   * @example
   * \@Injectable({ inject: [CatsRepository, { token: 'CACHE', optional: true }] })
   */
  inject?: readonly DeclaredDependency[] | undefined;
}
