import type { DynamicModule, ForwardReference, Type } from '@portico/common';
import type { TestingModuleBuilder } from './testing-module-builder.js';

/** Makes the substitute of an overridden element. */
export interface OverrideByFactoryOptions {
  factory: (...args: any[]) => any;
  /** The tokens whose instances the factory gets. */
  inject?: any[];
}

/** Says what an overridden element is in the test. */
export interface OverrideBy {
  /** A ready value. */
  useValue: (value: any) => TestingModuleBuilder;
  /** What a factory makes. */
  useFactory: (options: OverrideByFactoryOptions) => TestingModuleBuilder;
  /** An instance of another class. */
  useClass: (metatype: any) => TestingModuleBuilder;
}

/** How a module is named in `imports`. */
export type ModuleDefinition = Type<any> | DynamicModule | ForwardReference;

/** Says which module stands in for an overridden one. */
export interface OverrideModule {
  useModule: (newModule: ModuleDefinition) => TestingModuleBuilder;
}
