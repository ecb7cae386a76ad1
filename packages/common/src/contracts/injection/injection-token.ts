import type { Abstract } from './abstract.js';
import type { Type } from './type.js';

/** The key of a provider in the container: a class, a string or a symbol. */
export type InjectionToken<T = any> = string | symbol | Type<T> | Abstract<T> | Function;

/** An optional dependency of a factory: if it does not exist, the factory gets `undefined`. */
export interface OptionalFactoryDependency {
  token: InjectionToken;
  optional: boolean;
}
