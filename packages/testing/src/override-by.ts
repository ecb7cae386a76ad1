import type { DynamicModule, ForwardReference, Type } from '@portico/common';

/** Creates the replacement of an overridden element. */
export interface OverrideByFactoryOptions {
  factory: (...args: any[]) => unknown;
  /** The dependencies of the factory. */
  inject?: unknown[] | undefined;
}

/** How a module is named in `imports`. */
export type ModuleDefinition = Type<unknown> | DynamicModule | ForwardReference;
