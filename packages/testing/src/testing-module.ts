import {
  FrameworkError,
  type INestApplication,
  type INestMicroservice,
  type NestApplicationOptions,
} from '@portico/common';
import { type AbstractHttpAdapter, type Assembly, NestApplicationContext } from '@portico/core';

/**
 * A compiled module under test; its start-up hooks run in `init()`. Get instances with `get`, `resolve` and `select`,
 * or create an application.
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
   * Creates an application with an HTTP server from the module. `init()` starts it without listening, `listen(0)`
   * listens on any free port.
   *
   * @param adapter the adapter of the HTTP platform. Default: the first platform package that is installed.
   * @throws FrameworkError `PORTICO_NO_HTTP_ADAPTER` if there is no adapter and no platform package is installed.
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
   * Portico has no microservice transports.
   *
   * @throws FrameworkError `PORTICO_NO_MICROSERVICES`, always.
   */
  createNestMicroservice<T extends object = object>(_options: T): INestMicroservice {
    throw new FrameworkError({
      code: 'PORTICO_NO_MICROSERVICES',
      message:
        'createNestMicroservice() is not available: Portico supports HTTP and WebSockets, but no microservice transports.',
      remedy: 'Test the providers: module.get(OrdersService), after await module.init().',
    });
  }
}
