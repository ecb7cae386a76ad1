import type { Abstract } from './abstract.js';
import type { Type } from './type.js';

/** What a provider is registered under and asked for by. */
export type InjectionToken<T = any> = string | symbol | Type<T> | Abstract<T> | Function;

/** A dependency of a factory that may be absent; the factory then gets `undefined`. */
export interface OptionalFactoryDependency {
  token: InjectionToken;
  optional: boolean;
}
