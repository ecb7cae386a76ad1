import {
  type CanActivate,
  Controller,
  Get,
  type INestApplication,
  Injectable,
  Logger,
  type MiddlewareConsumer,
  Module,
  type NestMiddleware,
  type NestModule,
  Param,
  UseGuards,
} from '@portico/common';
import { type AbstractHttpAdapter, APP_GUARD, HttpAdapterHost, NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { CapturingLogger, Test } from '@portico/testing';
import { afterEach, describe, expect, it } from 'vitest';

@Injectable()
class Cats {
  constructor(private readonly adapterHost: HttpAdapterHost) {}
  named(name: string) {
    return { name, platform: this.adapterHost.httpAdapter.getType() };
  }
}

@Injectable()
class Closed implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Controller('cats')
class CatsController {
  constructor(private readonly cats: Cats) {}
  @Get(':name')
  one(@Param('name') name: string) {
    return this.cats.named(name);
  }
  @UseGuards(Closed)
  @Get(':name/secrets')
  secrets() {
    return [];
  }
}

@Module({ providers: [Cats], controllers: [CatsController] })
class AppModule {}

const platforms: [string, () => AbstractHttpAdapter][] = [
  ['express', () => new ExpressAdapter()],
  ['fastify', () => new FastifyAdapter()],
];

let app: INestApplication | undefined;
afterEach(() => app?.close());

async function get(path: string): Promise<{ status: number; body: unknown }> {
  await app?.listen(0);
  const response = await fetch(`${await app?.getUrl()}${path}`);
  return { status: response.status, body: await response.json() };
}

describe('NestFactory.create', () => {
  it('reports a WebSocket adapter that is set too late', async () => {
    const logger = new CapturingLogger();
    app = await NestFactory.create(AppModule, { logger, abortOnError: false });
    const adapter = { create: () => ({}), bindClientConnect() {}, bindMessageHandlers() {}, close() {} };
    app.useWebSocketAdapter(adapter);
    await app.init();
    const warnings = () => logger.filter({ level: 'warn' }).map(({ message }) => message);
    expect(warnings()).toEqual([]);
    app.useWebSocketAdapter(adapter);
    expect(warnings()).toEqual([expect.stringContaining('before app.init()')]);
  });

  it('finds the installed platform', async () => {
    app = await NestFactory.create(AppModule, { logger: false, abortOnError: false });
    expect(await get('/cats/tom')).toEqual({ status: 200, body: { name: 'tom', platform: 'express' } });
  });

  it.each(platforms)('serves on %s', async (name, adapter) => {
    app = await NestFactory.create(AppModule, adapter(), { logger: false, abortOnError: false });
    expect(await get('/cats/tom')).toEqual({ status: 200, body: { name: 'tom', platform: name } });
  });

  it.each(platforms)('closes %s if a start-up hook fails', async (_name, adapter) => {
    class Fails {
      onApplicationBootstrap() {
        throw new Error('no database');
      }
    }
    const failing = await NestFactory.create({ imports: [AppModule], providers: [Fails] }, adapter(), {
      logger: false,
      abortOnError: false,
    });
    await expect(failing.listen(0)).rejects.toThrow('no database');
    expect(failing.getHttpServer().listening).toBe(false);
    await failing.close();
  });
});

describe('the log of an application', () => {
  it('reports the start once, and keeps earlier messages for a logger that is set later', async () => {
    const logger = new CapturingLogger();
    app = await NestFactory.create(AppModule, { bufferLogs: true, abortOnError: false });
    app.useLogger(logger);
    await app.init();
    await app.init();
    const messages = logger.entries.map(({ message }) => message);
    expect(messages[0]).toBe('Starting application...');
    expect(messages.filter((message) => message === 'Application successfully started')).toHaveLength(1);
    Logger.overrideLogger(false);
  });
});

describe('middleware', () => {
  it('has lifecycle hooks, and one instance even if a module applies it several times', async () => {
    const log: string[] = [];
    @Injectable()
    class Logs implements NestMiddleware {
      onModuleInit() {
        log.push('init');
      }
      onModuleDestroy() {
        log.push('destroy');
      }
      use(_request: unknown, _response: unknown, next: () => void) {
        log.push('use');
        next();
      }
    }
    @Module({ imports: [AppModule] })
    class WithMiddleware implements NestModule {
      configure(consumer: MiddlewareConsumer) {
        consumer.apply(Logs).forRoutes('cats/tom').apply(Logs).forRoutes(CatsController);
      }
    }
    app = await NestFactory.create(WithMiddleware, { logger: false, abortOnError: false });
    await get('/cats/tom');
    await app.close();
    expect(log).toEqual(['init', 'use', 'use', 'destroy']);
  });
});

describe.each(platforms)('TestingModule.createNestApplication on %s', (name, adapter) => {
  it('serves the module under test', async () => {
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = module.createNestApplication(adapter(), { logger: false });
    expect(await get('/cats/tom')).toEqual({ status: 200, body: { name: 'tom', platform: name } });
  });

  it('serves with the overrides of the test', async () => {
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Cats)
      .useValue({ named: (cat: string) => ({ fake: cat }) })
      .overrideGuard(Closed)
      .useValue({ canActivate: () => true })
      .compile();
    app = module.createNestApplication(adapter());
    expect(await get('/cats/tom')).toEqual({ status: 200, body: { fake: 'tom' } });
    expect((await fetch(`${await app.getUrl()}/cats/tom/secrets`)).status).toBe(200);
  });

  it('overrides a global guard', async () => {
    const build = () =>
      Test.createTestingModule({ imports: [AppModule], providers: [{ provide: APP_GUARD, useClass: Closed }] });
    const closed = (await build().compile()).createNestApplication(adapter());
    app = closed;
    expect((await get('/cats/tom')).status).toBe(403);
    await closed.close();

    app = (
      await build()
        .overrideProvider(Closed)
        .useValue({ canActivate: () => true })
        .compile()
    ).createNestApplication(adapter());
    expect((await get('/cats/tom')).status).toBe(200);
  });
});
