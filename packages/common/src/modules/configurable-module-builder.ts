import type { DynamicModule } from '../contracts/injection/module-metadata.js';
import type { Provider } from '../contracts/injection/provider.js';
import type { Type } from '../contracts/injection/type.js';
import { commonError } from '../errors/catalogue.js';
import { uid } from '../values/uid.js';
import { asyncProviders } from './async-options.js';
import type {
  ConfigurableModuleAsyncOptions,
  ConfigurableModuleBuilderOptions,
  ConfigurableModuleCls,
  ConfigurableModuleHost,
} from './configurable-module-contracts.js';

type Extras = Record<string, unknown>;
type TransformDefinition = (definition: DynamicModule, extras: any) => DynamicModule;

const DEFAULT_METHOD_KEY = 'register';
const DEFAULT_FACTORY_METHOD_KEY = 'create';

/**
 * Creates the static methods of a configurable module. Every setter returns a new builder.
 *
 * @see https://docs.nestjs.com/fundamentals/dynamic-modules#configurable-module-builder
 * @example
 * export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<CacheOptions>()
 *   .setClassMethodName('forRoot')
 *   .setExtras({ isGlobal: false }, (definition, extras) => ({ ...definition, global: extras.isGlobal }))
 *   .build();
 *
 * \@Module({}) export class CacheModule extends ConfigurableModuleClass {}
 */
export class ConfigurableModuleBuilder<
  ModuleOptions,
  StaticMethodKey extends string = typeof DEFAULT_METHOD_KEY,
  FactoryClassMethodKey extends string = typeof DEFAULT_FACTORY_METHOD_KEY,
  ExtraModuleDefinitionOptions = {},
> {
  protected staticMethodKey: StaticMethodKey | undefined;
  protected factoryClassMethodKey: FactoryClassMethodKey | undefined;
  protected extras: ExtraModuleDefinitionOptions | undefined;
  protected transformModuleDefinition: TransformDefinition | undefined;

  constructor(
    protected readonly options: ConfigurableModuleBuilderOptions = {},
    parentBuilder?: ConfigurableModuleBuilder<
      ModuleOptions,
      StaticMethodKey,
      FactoryClassMethodKey,
      ExtraModuleDefinitionOptions
    >,
  ) {
    if (!parentBuilder) return;
    this.staticMethodKey = parentBuilder.staticMethodKey;
    this.factoryClassMethodKey = parentBuilder.factoryClassMethodKey;
    this.extras = parentBuilder.extras;
    this.transformModuleDefinition = parentBuilder.transformModuleDefinition;
  }

  /**
   * Adds options that change the module definition and are not options of the module itself.
   *
   * @param extras their defaults.
   * @param transformDefinition changes the definition accordingly.
   */
  setExtras<NewExtras>(
    extras: NewExtras,
    transformDefinition: (definition: DynamicModule, extras: NewExtras) => DynamicModule = (definition) => definition,
  ): ConfigurableModuleBuilder<ModuleOptions, StaticMethodKey, FactoryClassMethodKey, NewExtras> {
    const builder = new ConfigurableModuleBuilder<ModuleOptions, StaticMethodKey, FactoryClassMethodKey, NewExtras>(
      this.options,
    );
    builder.staticMethodKey = this.staticMethodKey;
    builder.factoryClassMethodKey = this.factoryClassMethodKey;
    builder.extras = extras;
    builder.transformModuleDefinition = transformDefinition;
    return builder;
  }

  /** Sets the name of the static method; that of the asynchronous one ends with `Async`. Default: `register`. */
  setClassMethodName<NewMethodKey extends string>(
    key: NewMethodKey,
  ): ConfigurableModuleBuilder<ModuleOptions, NewMethodKey, FactoryClassMethodKey, ExtraModuleDefinitionOptions> {
    const builder = this.copy<NewMethodKey, FactoryClassMethodKey>();
    builder.staticMethodKey = key;
    builder.factoryClassMethodKey = this.factoryClassMethodKey;
    return builder;
  }

  /** Sets the name of the method of option factory classes. Default: `create`. */
  setFactoryMethodName<NewFactoryKey extends string>(
    key: NewFactoryKey,
  ): ConfigurableModuleBuilder<ModuleOptions, StaticMethodKey, NewFactoryKey, ExtraModuleDefinitionOptions> {
    const builder = this.copy<StaticMethodKey, NewFactoryKey>();
    builder.staticMethodKey = this.staticMethodKey;
    builder.factoryClassMethodKey = key;
    return builder;
  }

  /** Creates the class to extend, and the token of the options. */
  build(): ConfigurableModuleHost<ModuleOptions, StaticMethodKey, FactoryClassMethodKey, ExtraModuleDefinitionOptions> {
    const token = this.options.optionsInjectionToken ?? this.constructInjectionTokenString();
    return {
      ConfigurableModuleClass: this.createConfigurableModuleCls(token),
      MODULE_OPTIONS_TOKEN: token,
      ASYNC_OPTIONS_TYPE: typeOnly('ASYNC_OPTIONS_TYPE'),
      OPTIONS_TYPE: typeOnly('OPTIONS_TYPE'),
    };
  }

  /** A builder with the same options, and the names of its methods still to be set. */
  private copy<M extends string, F extends string>(): ConfigurableModuleBuilder<
    ModuleOptions,
    M,
    F,
    ExtraModuleDefinitionOptions
  > {
    const builder = new ConfigurableModuleBuilder<ModuleOptions, M, F, ExtraModuleDefinitionOptions>(this.options);
    builder.extras = this.extras;
    builder.transformModuleDefinition = this.transformModuleDefinition;
    return builder;
  }

  private constructInjectionTokenString(): string {
    const { moduleName } = this.options;
    if (!moduleName) return `CONFIGURABLE_MODULE_OPTIONS[${uid()}]`;
    return `${moduleName.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase()}_MODULE_OPTIONS`;
  }

  private createConfigurableModuleCls(
    token: string | symbol,
  ): ConfigurableModuleCls<ModuleOptions, StaticMethodKey, FactoryClassMethodKey, ExtraModuleDefinitionOptions> {
    const methodKey = this.staticMethodKey ?? DEFAULT_METHOD_KEY;
    const factoryMethodKey = this.factoryClassMethodKey ?? DEFAULT_FACTORY_METHOD_KEY;
    const defaults = this.extras ?? {};
    const transform = this.transformModuleDefinition ?? ((definition: DynamicModule) => definition);
    const identity = (): Provider[] =>
      this.options.alwaysTransient ? [{ provide: 'CONFIGURABLE_MODULE_ID', useValue: uid() }] : [];

    class ConfigurableModule {}
    // Called on the module that extends the class, so that `this` is that module.
    Object.assign(ConfigurableModule, {
      [methodKey](this: Type, options: Extras | undefined): DynamicModule {
        const providers: Provider[] = [{ provide: token, useValue: withoutExtras(options, defaults) }, ...identity()];
        return transform({ module: this, providers }, { ...defaults, ...options });
      },
      [`${methodKey}Async`](this: Type, options: ConfigurableModuleAsyncOptions<unknown, string>): DynamicModule {
        const providers = asyncProviders(token, options, factoryMethodKey, `${this.name}.${methodKey}Async`);
        const definition: DynamicModule = {
          module: this,
          imports: options.imports ?? [],
          providers: [...providers, ...identity()],
        };
        return transform(definition, { ...defaults, ...onlyExtras(options, defaults) });
      },
    });
    // The compiler cannot express static methods whose names are options of the builder.
    return ConfigurableModule as unknown as ConfigurableModuleCls<
      ModuleOptions,
      StaticMethodKey,
      FactoryClassMethodKey,
      ExtraModuleDefinitionOptions
    >;
  }
}

function withoutExtras(options: Extras | undefined, extras: Extras): Extras | undefined {
  if (typeof options !== 'object' || options === null || Object.keys(extras).length === 0) return options;
  return Object.fromEntries(Object.entries(options).filter(([key]) => !(key in extras)));
}

function onlyExtras(options: object, extras: Extras): Extras {
  return Object.fromEntries(Object.entries(options).filter(([key, value]) => key in extras && value !== undefined));
}

/** A placeholder for a type, which throws when it is used as a value. */
function typeOnly<T>(name: string): T {
  return new Proxy(
    {},
    {
      get: () => {
        throw commonError('PORTICO_TYPE_USED_AS_VALUE', {
          message: `"${name}" is not supposed to be used as a value.`,
          remedy: `Use it as a type only: options: typeof ${name}.`,
        });
      },
    },
    // A proxy without members: it is used only for its type.
  ) as T;
}
