import type { Abstract } from './abstract.js';
import type { ForwardReference } from './forward-reference.js';
import type { Provider } from './provider.js';
import type { Type } from './type.js';

/** The metadata of `@Module()`. */
export interface ModuleMetadata {
  /** Modules whose exports this module uses. */
  imports?: (Type<any> | DynamicModule | Promise<DynamicModule> | ForwardReference)[] | undefined;
  /** Controllers that belong to this module. */
  controllers?: Type<any>[] | undefined;
  /** Providers that the container creates, available inside this module. */
  providers?: Provider[] | undefined;
  /** The providers and imported modules that modules which import this one can use. */
  exports?:
    | (
        | DynamicModule
        | Promise<DynamicModule>
        | string
        | symbol
        | Provider
        | ForwardReference
        | Abstract<any>
        | Function
      )[]
    | undefined;
}

/** A module that a function returns. Its metadata is added to that of `@Module()` on its class. */
export interface DynamicModule extends ModuleMetadata {
  module: Type<any>;
  /** Default: `false`. */
  global?: boolean;
}
