import type { INestApplication, INestMicroservice, NestApplicationOptions } from '@portico/common';
import { type AbstractHttpAdapter, type Assembly, NestApplicationContext, NestFactory } from '@portico/core';

/**
 * A module under test: its instances are made, and its start-up hooks wait for `init()`. Look things up with `get`,
 * `resolve` and `select`, or make an application of it.
 *
 * @see https://docs.nestjs.com/fundamentals/testing
 */
export class TestingModule extends NestApplicationContext {
  readonly #assembly: Assembly;

  constructor(assembly: Assembly) {
    super(assembly);
    this.#assembly = assembly;
  }

  /**
   * Makes an application with an HTTP server of the module. `init()` starts it without listening, `listen(0)` on any free port.
   *
   * @param adapter the HTTP platform; without it the first platform package that is installed serves.
   * @throws FrameworkError `PORTICO_NO_HTTP_ADAPTER` without an adapter and without a platform package.
   *
   * @example
   * const app = module.createNestApplication(new FastifyAdapter());
   * await app.init();
   */
  createNestApplication<T extends INestApplication = INestApplication>(
    adapter: AbstractHttpAdapter | undefined,
    options?: NestApplicationOptions,
  ): T;
  createNestApplication<T extends INestApplication = INestApplication>(options?: NestApplicationOptions): T;
  createNestApplication(
    adapterOrOptions?: AbstractHttpAdapter | NestApplicationOptions,
    moreOptions?: NestApplicationOptions,
  ): INestApplication {
    return this.#assembly.createApplication(adapterOrOptions, moreOptions);
  }

  /**
   * Microservices are no part of this framework.
   *
   * @throws FrameworkError `PORTICO_NO_MICROSERVICES`, always.
   */
  createNestMicroservice<T extends object = object>(options: T): Promise<INestMicroservice> {
    return NestFactory.createMicroservice({}, options);
  }
}
