import type { DynamicModule, ForwardReference, Type } from '@portico/common';

/** Makes the substitute of an overridden element. */
export interface OverrideByFactoryOptions {
  factory: (...args: any[]) => any;
  /** The tokens whose instances the factory gets. */
  inject?: any[];
}

/** How a module is named in `imports`. */
export type ModuleDefinition = Type<any> | DynamicModule | ForwardReference;
