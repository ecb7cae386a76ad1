import type { ModuleMetadata } from '@portico/common';
import { TestingModuleBuilder, type TestingModuleOptions } from './testing-module-builder.js';

/**
 * Creates modules for tests.
 *
 * @example
 * const module = await Test.createTestingModule({ imports: [CatsModule] })
 *   .overrideProvider(CatsRepository)
 *   .useValue({ findAll: () => ['Tom'] })
 *   .compile();
 * expect(module.get(CatsService).names()).toEqual(['Tom']);
 *
 * @see https://docs.nestjs.com/fundamentals/testing
 */
export class Test {
  /** @param metadata as for `@Module()`. */
  static createTestingModule(metadata: ModuleMetadata, options?: TestingModuleOptions): TestingModuleBuilder {
    return new TestingModuleBuilder(metadata, options);
  }
}
