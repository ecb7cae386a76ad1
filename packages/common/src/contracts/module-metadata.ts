import type { Abstract } from './abstract.js';
import type { ForwardReference } from './forward-reference.js';
import type { Provider } from './provider.js';
import type { Type } from './type.js';

/** What `@Module()` declares. */
export interface ModuleMetadata {
  /** Modules whose exports this module uses. */
  imports?: (Type<any> | DynamicModule | Promise<DynamicModule> | ForwardReference)[];
  /** Controllers that belong to this module. */
  controllers?: Type<any>[];
  /** Providers that the container makes and that this module's parts share. */
  providers?: Provider[];
  /** The part of the providers, and of the imported modules, that importers of this module may use. */
  exports?: (
    | DynamicModule
    | Promise<DynamicModule>
    | string
    | symbol
    | Provider
    | ForwardReference
    | Abstract<any>
    | Function
  )[];
}

/** A module made by a function; what it declares is added to what `@Module()` declares on its class. */
export interface DynamicModule extends ModuleMetadata {
  module: Type<any>;
  /** Default: `false`. */
  global?: boolean;
}
