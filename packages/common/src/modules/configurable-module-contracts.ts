import type { DynamicModule, ModuleMetadata } from '../contracts/injection/module-metadata.js';
import type { FactoryProvider, Provider } from '../contracts/injection/provider.js';
import type { Type } from '../contracts/injection/type.js';

/** A class that creates the options of a module: it has one method with the given name. */
export type ConfigurableModuleOptionsFactory<ModuleOptions, FactoryClassMethodKey extends string> = Record<
  `${FactoryClassMethodKey}`,
  () => Promise<ModuleOptions> | ModuleOptions
>;

/** The parameter of `registerAsync()`: exactly one of `useFactory`, `useClass` and `useExisting`. */
export interface ConfigurableModuleAsyncOptions<ModuleOptions, FactoryClassMethodKey extends string = 'create'>
  extends Pick<ModuleMetadata, 'imports'> {
  /** Returns the options; called with the providers in `inject`. */
  useFactory?: ((...args: any[]) => Promise<ModuleOptions> | ModuleOptions) | undefined;
  inject?: FactoryProvider['inject'] | undefined;
  /** An instance of this class creates the options. */
  useClass?: Type<ConfigurableModuleOptionsFactory<ModuleOptions, FactoryClassMethodKey>> | undefined;
  /** An existing provider creates the options. */
  useExisting?: Type<ConfigurableModuleOptionsFactory<ModuleOptions, FactoryClassMethodKey>> | undefined;
  /** Providers of which those that `inject` depends on, directly or indirectly, are added to the module. */
  provideInjectionTokensFrom?: Provider[] | undefined;
}

/** The class that a configurable module extends. */
export type ConfigurableModuleCls<
  ModuleOptions,
  MethodKey extends string = 'register',
  FactoryClassMethodKey extends string = 'create',
  ExtraModuleDefinitionOptions = {},
> = {
  new (): any;
} & Record<`${MethodKey}`, (options: ModuleOptions & Partial<ExtraModuleDefinitionOptions>) => DynamicModule> &
  Record<
    `${MethodKey}Async`,
    (
      options: ConfigurableModuleAsyncOptions<ModuleOptions, FactoryClassMethodKey> &
        Partial<ExtraModuleDefinitionOptions>,
    ) => DynamicModule
  >;

/** The result of `build()`. */
export interface ConfigurableModuleHost<
  ModuleOptions = Record<string, unknown>,
  MethodKey extends string = string,
  FactoryClassMethodKey extends string = string,
  ExtraModuleDefinitionOptions = {},
> {
  /** The base class of the module class. */
  ConfigurableModuleClass: ConfigurableModuleCls<
    ModuleOptions,
    MethodKey,
    FactoryClassMethodKey,
    ExtraModuleDefinitionOptions
  >;
  /** The token of the options. */
  MODULE_OPTIONS_TOKEN: string | symbol;
  /** A type, for `typeof ASYNC_OPTIONS_TYPE`; no value. */
  ASYNC_OPTIONS_TYPE: ConfigurableModuleAsyncOptions<ModuleOptions, FactoryClassMethodKey> &
    Partial<ExtraModuleDefinitionOptions>;
  /** A type, for `typeof OPTIONS_TYPE`; no value. */
  OPTIONS_TYPE: ModuleOptions & Partial<ExtraModuleDefinitionOptions>;
}

export interface ConfigurableModuleBuilderOptions {
  /** The token of the options. Default: made from `moduleName`, or unique. */
  optionsInjectionToken?: string | symbol | undefined;
  /** The name of the token, for messages. */
  moduleName?: string | undefined;
  /** Creates a separate module for each registration, even with equal options. Default: `false`. */
  alwaysTransient?: boolean | undefined;
}
