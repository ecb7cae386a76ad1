import type {
  InjectionToken,
  LoggerService,
  ModuleMetadata,
  NestApplicationContextOptions,
  Type,
} from '@portico/common';
import { Logger, Module } from '@portico/common';
import { Assembly } from '@portico/core';
import type { MockFactory } from './mock-factory.js';
import type { ModuleDefinition, OverrideByFactoryOptions } from './override-by.js';
import { type Override, overrideElement } from './override-element.js';
import { TestingLogger } from './testing-logger.js';
import { TestingModule } from './testing-module.js';

/** Sets the replacement of an overridden element. */
export interface OverrideBy {
  /** An existing value. */
  useValue: (value: unknown) => TestingModuleBuilder;
  /** The result of a factory. */
  useFactory: (options: OverrideByFactoryOptions) => TestingModuleBuilder;
  /** An instance of another class. */
  useClass: (metatype: any) => TestingModuleBuilder;
}

/** Sets the replacement of an overridden module. */
export interface OverrideModule {
  useModule: (newModule: ModuleDefinition) => TestingModuleBuilder;
}

/** Options of `Test.createTestingModule()`. */
export type TestingModuleOptions = Pick<NestApplicationContextOptions, 'moduleIdGeneratorAlgorithm'>;

/** Options of `compile()`. */
export type CompileTestingModuleOptions = Pick<NestApplicationContextOptions, 'snapshot' | 'preview'>;

/**
 * Collects the overrides of a test, and compiles the module. Created by `Test.createTestingModule()`.
 *
 * @see https://docs.nestjs.com/fundamentals/testing
 */
export class TestingModuleBuilder {
  readonly #metadata: ModuleMetadata;
  readonly #options: TestingModuleOptions | undefined;
  readonly #elements = new Map<InjectionToken, Override>();
  readonly #modules: { readonly replaced: ModuleDefinition; readonly by: ModuleDefinition }[] = [];
  #mocker: MockFactory | undefined;
  #logger: LoggerService | undefined;

  /** @param metadata as for `@Module()`. */
  constructor(metadata: ModuleMetadata, options?: TestingModuleOptions) {
    this.#metadata = metadata;
    this.#options = options;
  }

  /** Sets the logger of the test. Default: only errors are printed. */
  setLogger(logger: LoggerService): this {
    this.#logger = logger;
    return this;
  }

  /**
   * Sets the factory of mocks for dependencies without a provider.
   *
   * @example
   * .useMocker((token) => (token === CatsRepository ? { findAll: () => [] } : undefined))
   */
  useMocker(mocker: MockFactory): this {
    this.#mocker = mocker;
    return this;
  }

  /**
   * Replaces a provider in every module that registers its token.
   *
   * @param token the class or the token; for a global enhancer (`APP_GUARD` and the related tokens) its class.
   */
  overrideProvider<T = unknown>(token: T): OverrideBy {
    return this.#override(token);
  }

  /** Replaces a guard, applied by `@UseGuards()` or registered as `APP_GUARD`. */
  overrideGuard<T = unknown>(token: T): OverrideBy {
    return this.#override(token);
  }

  /** Replaces an interceptor, applied by `@UseInterceptors()` or registered as `APP_INTERCEPTOR`. */
  overrideInterceptor<T = unknown>(token: T): OverrideBy {
    return this.#override(token);
  }

  /** Replaces a pipe, applied by `@UsePipes()` or to a parameter, or registered as `APP_PIPE`. */
  overridePipe<T = unknown>(token: T): OverrideBy {
    return this.#override(token);
  }

  /** Replaces an exception filter, applied by `@UseFilters()` or registered as `APP_FILTER`. */
  overrideFilter<T = unknown>(token: T): OverrideBy {
    return this.#override(token);
  }

  /** Replaces a module wherever it is imported. */
  overrideModule(replaced: ModuleDefinition): OverrideModule {
    return {
      useModule: (by) => {
        this.#modules.push({ replaced, by });
        return this;
      },
    };
  }

  /**
   * Reads the modules and creates their instances. Start-up hooks run in `init()` of the module or of its
   * application.
   *
   * @throws errors of resolving the modules.
   */
  async compile(options: CompileTestingModuleOptions = {}): Promise<TestingModule> {
    Logger.overrideLogger(this.#logger ?? new TestingLogger());
    const assembly = new Assembly(this.#options);
    const { container, resolver } = assembly;
    for (const { replaced, by } of this.#modules) container.moduleOverrides.set(classOf(replaced), definitionOf(by));

    await assembly.scan(this.#rootModule());
    for (const [token, override] of this.#elements) overrideElement(container, token, override);
    if (this.#mocker) {
      const mocker = this.#mocker;
      resolver.missing.use((token) => {
        const mock: unknown = mocker(token);
        // get() finds a replacement like a provider.
        if (mock !== undefined && mock !== null) container.core.add(token, mock);
        return mock;
      });
    }
    if (!options.preview) {
      await assembly.resolve();
      // Providers of the framework are created when they are requested, but get() cannot wait for an async factory.
      for (const token of this.#elements.keys()) {
        const record = container.core.module.providers.get(token);
        if (record) await resolver.resolve(record);
      }
    }
    assembly.announce();
    return new TestingModule(assembly);
  }

  #override(token: unknown): OverrideBy {
    const add = (override: Override): this => {
      // The documented signature accepts any token.
      this.#elements.set(token as InjectionToken, override);
      return this;
    };
    return {
      useValue: (value: unknown) => add({ useValue: value }),
      useClass: (metatype: Type) => add({ useClass: metatype }),
      useFactory: ({ factory, inject }) => add({ useFactory: factory, inject: inject ?? [] }),
    };
  }

  #rootModule(): Type {
    class RootTestModule {}
    Module(this.#metadata)(RootTestModule);
    return RootTestModule;
  }
}

function classOf(module: ModuleDefinition): Type {
  const definition = definitionOf(module);
  return typeof definition === 'function' ? definition : definition.module;
}

function definitionOf(module: ModuleDefinition): Exclude<ModuleDefinition, { forwardRef: unknown }> {
  // The function of a `forwardRef()` is untyped.
  return 'forwardRef' in module ? (module.forwardRef() as ReturnType<typeof definitionOf>) : module;
}
