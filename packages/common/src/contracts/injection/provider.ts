import type { ForwardReference } from './forward-reference.js';
import type { InjectionToken, OptionalFactoryDependency } from './injection-token.js';
import type { Scope } from './scope-options.js';
import type { Type } from './type.js';

/** An entry of the `providers` of a module. */
export type Provider<T = any> =
  | Type<any>
  | ClassProvider<T>
  | ValueProvider<T>
  | FactoryProvider<T>
  | ExistingProvider<T>;

/** Provides an instance of a class, which the container creates. */
export interface ClassProvider<T = any> {
  provide: InjectionToken;
  useClass: Type<T>;
  /** Default: `Scope.DEFAULT`. */
  scope?: Scope;
  inject?: never;
  /** Default: `false`. */
  durable?: boolean;
}

/** Provides an existing value. */
export interface ValueProvider<T = any> {
  provide: InjectionToken;
  useValue: T;
  inject?: never;
}

/** Provides the value that a function returns. The function may be asynchronous. */
export interface FactoryProvider<T = any> {
  provide: InjectionToken;
  useFactory: (...args: any[]) => T | Promise<T>;
  /**
   * The dependencies that the function is called with, in order. An entry may be `{ token, optional: true }` or a
   * `forwardRef()`.
   */
  inject?: (InjectionToken | OptionalFactoryDependency | ForwardReference)[];
  /** Default: `Scope.DEFAULT`. */
  scope?: Scope;
  /** Default: `false`. */
  durable?: boolean;
}

/** An alias of another provider: both resolve to the same instance. */
export interface ExistingProvider<T = any> {
  provide: InjectionToken;
  useExisting: InjectionToken<T>;
}
