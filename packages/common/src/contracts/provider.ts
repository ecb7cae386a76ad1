import type { ForwardReference } from './forward-reference.js';
import type { InjectionToken, OptionalFactoryDependency } from './injection-token.js';
import type { Scope } from './scope-options.js';
import type { Type } from './type.js';

/** Anything that a module can list among its providers. */
export type Provider<T = any> =
  | Type<any>
  | ClassProvider<T>
  | ValueProvider<T>
  | FactoryProvider<T>
  | ExistingProvider<T>;

/** A token for which the container makes an instance of a class. */
export interface ClassProvider<T = any> {
  provide: InjectionToken;
  useClass: Type<T>;
  /** Default: `Scope.DEFAULT`. */
  scope?: Scope;
  inject?: never;
  /** Default: `false`. */
  durable?: boolean;
}

/** A token that stands for a ready value. */
export interface ValueProvider<T = any> {
  provide: InjectionToken;
  useValue: T;
  inject?: never;
}

/** A token whose value a function makes, which may be asynchronous. */
export interface FactoryProvider<T = any> {
  provide: InjectionToken;
  useFactory: (...args: any[]) => T | Promise<T>;
  /** What the function gets, in order; an entry may be `{ token, optional: true }` or a `forwardRef()`. */
  inject?: (InjectionToken | OptionalFactoryDependency | ForwardReference)[];
  /** Default: `Scope.DEFAULT`. */
  scope?: Scope;
  /** Default: `false`. */
  durable?: boolean;
}

/** A second name for another provider: both give the same instance. */
export interface ExistingProvider<T = any> {
  provide: InjectionToken;
  useExisting: InjectionToken<T>;
}
