import type { DynamicModule, ForwardReference, Type } from '@portico/common';

/** Creates the replacement of an overridden element. */
export interface OverrideByFactoryOptions {
  factory: (...args: any[]) => any;
  /** The dependencies of the factory. */
  inject?: any[];
}

/** How a module is named in `imports`. */
export type ModuleDefinition = Type<any> | DynamicModule | ForwardReference;
