import {
  Controller,
  Get,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestMiddleware,
  type NestModule,
  Param,
  Post,
  RequestMethod,
  UnauthorizedException,
} from '@portico/common';
import type { MountPath } from '@portico/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { itWhen } from '../support/test-when.js';
import { createApplication, launchForTest } from './support/application.js';
import type { HttpPlatform } from './support/platform.js';

type Next = (error?: unknown) => void;
type Consume = (consumer: MiddlewareConsumer) => unknown;

@Controller('cats')
class CatsController {
  @Get() list() {
    return 'list';
  }
  @Post() create() {
    return 'create';
  }
  @Get('named/:name') named(@Param('name') name: string) {
    return name;
  }
  @Get(':id') one(@Param('id') id: string) {
    return id;
  }
}

@Controller('dogs')
class DogsController {
  @Get() list() {
    return 'dogs';
  }
}

/** A functional middleware that leaves a trace in the reply. */
function mark(name: string) {
  return (_request: any, response: any, next: Next): void => {
    const standing = response.getHeader('x-marks');
    response.setHeader('x-marks', standing ? `${standing},${name}` : name);
    next();
  };
}

function withMiddleware(consume: Consume) {
  @Module({ controllers: [CatsController, DogsController] })
  class Root implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      consume(consumer);
    }
  }
  return Root;
}

export function describeMiddleware(platform: HttpPlatform): void {
  const start = (consume: Consume, configure?: (app: any) => unknown) =>
    launchForTest(platform, { module: withMiddleware(consume), configure });
  const marks = async (app: Awaited<ReturnType<typeof start>>, path: string, method = 'GET') =>
    (await app.send(path, { method })).headers['x-marks'] ?? null;

  describe('MiddlewareConsumer', () => {
    it('applies functions and classes, classes with their dependencies', async () => {
      @Injectable()
      class Names {
        readonly own = 'injected';
      }
      @Injectable()
      class ClassMiddleware implements NestMiddleware {
        constructor(private readonly names: Names) {}
        use(request: any, response: any, next: Next): void {
          mark(this.names.own)(request, response, next);
        }
      }
      @Module({ controllers: [CatsController], providers: [Names] })
      class Root implements NestModule {
        configure(consumer: MiddlewareConsumer): void {
          consumer.apply(mark('a'), ClassMiddleware, mark('b')).forRoutes('cats');
        }
      }
      const app = await launchForTest(platform, { module: Root });
      expect(await marks(app, '/cats')).toBe('a,injected,b');
    });

    it.each<[string, any, Record<string, string | null>]>([
      ['a path and what is below it', 'cats', { '/cats': 'm', '/cats/1': 'm', '/catsuit': null, '/dogs': null }],
      ['a path with a wildcard', 'cats/*rest', { '/cats': null, '/cats/1': 'm', '/cats/named/x': 'm', '/dogs': null }],
      ['a path with an optional wildcard', 'cats{/*rest}', { '/cats': 'm', '/cats/1': 'm', '/dogs': null }],
      ['every path', '{*all}', { '/cats': 'm', '/cats/1': 'm', '/dogs': 'm', '/nowhere': 'm' }],
      ['every path, in the old way', '*', { '/cats': 'm', '/dogs': 'm', '/nowhere': 'm' }],
      ['a path with a parameter', 'cats/named/:name', { '/cats/named/x': 'm', '/cats/1': null }],
      ['a controller', CatsController, { '/cats': 'm', '/cats/1': 'm', '/cats/named/x': 'm', '/dogs': null }],
    ])('for %s', async (_what, route, expected) => {
      const app = await start((consumer) => consumer.apply(mark('m')).forRoutes(route));
      for (const [path, marked] of Object.entries(expected))
        expect([path, await marks(app, path)]).toEqual([path, marked]);
    });

    it('for a path and a method', async () => {
      const app = await start((consumer) =>
        consumer.apply(mark('m')).forRoutes({ path: 'cats', method: RequestMethod.POST }),
      );
      expect(await marks(app, '/cats', 'POST')).toBe('m');
      expect(await marks(app, '/cats')).toBeNull();
    });

    it('for several routes, once for each request', async () => {
      const app = await start((consumer) => consumer.apply(mark('m')).forRoutes(CatsController, 'cats', 'dogs'));
      expect(await marks(app, '/cats')).toBe('m');
      expect(await marks(app, '/dogs')).toBe('m');
    });

    it('but not for excluded ones', async () => {
      const app = await start((consumer) =>
        consumer
          .apply(mark('m'))
          .exclude('cats/named/*rest', { path: 'cats', method: RequestMethod.GET })
          .forRoutes(CatsController),
      );
      expect(await marks(app, '/cats/named/x')).toBeNull();
      expect(await marks(app, '/cats')).toBeNull();
      expect(await marks(app, '/cats', 'POST')).toBe('m');
      expect(await marks(app, '/cats/1')).toBe('m');
    });

    it('in the order of the calls, behind a global prefix', async () => {
      const app = await start(
        (consumer) => consumer.apply(mark('a')).forRoutes('cats').apply(mark('b')).forRoutes(CatsController),
        (nest) => nest.setGlobalPrefix('api'),
      );
      expect(await marks(app, '/api/cats')).toBe('a,b');
      expect(await marks(app, '/cats')).toBeNull();
    });

    it('that of global modules runs first, imported modules before those that import them', async () => {
      const middlewareModule = (name: string) => {
        @Module({})
        class Some implements NestModule {
          configure(consumer: MiddlewareConsumer): void {
            consumer.apply(mark(name)).forRoutes('cats');
          }
        }
        return Some;
      };
      const imported = middlewareModule('imported');
      const global = middlewareModule('global');
      @Module({ imports: [imported, { module: global, global: true }], controllers: [CatsController] })
      class Root implements NestModule {
        configure(consumer: MiddlewareConsumer): void {
          consumer.apply(mark('root')).forRoutes('cats');
        }
      }
      const app = await launchForTest(platform, { module: Root });
      const order = String(await marks(app, '/cats')).split(',');
      expect(order[0]).toBe('global');
      expect([...order].sort()).toEqual(['global', 'imported', 'root']);
    });

    it('may answer by itself', async () => {
      const app = await start((consumer) =>
        consumer
          .apply((_request: any, response: any) => {
            response.statusCode = 203;
            response.end('by middleware');
          })
          .forRoutes('cats'),
      );
      const reply = await app.get('/cats');
      expect([reply.status, reply.text]).toEqual([203, 'by middleware']);
    });

    it.each<[string, (request: unknown, response: unknown, next: Next) => unknown]>([
      [
        'throws',
        () => {
          throw new UnauthorizedException('who?');
        },
      ],
      [
        'rejects',
        async () => {
          throw new UnauthorizedException('who?');
        },
      ],
      ['calls next with an error', (_request, _response, next) => next(new UnauthorizedException('who?'))],
    ])('that %s is answered by the filters', async (_how, middleware) => {
      const app = await start((consumer) => consumer.apply(middleware as never).forRoutes('cats'));
      const reply = await app.get('/cats');
      expect([reply.status, reply.json()]).toEqual([401, { statusCode: 401, message: 'who?', error: 'Unauthorized' }]);
      expect((await app.get('/dogs')).text).toBe('dogs');
    });

    it('sees the address that the client asked for', async () => {
      const urls: string[] = [];
      const app = await start((consumer) =>
        consumer
          .apply((request: any, _response: any, next: Next) => {
            urls.push(request.originalUrl ?? request.url);
            next();
          })
          .forRoutes('{*all}'),
      );
      await app.get('/cats/1?x=1');
      expect(urls).toEqual(['/cats/1?x=1']);
    });

    itWhen(platform.capabilities.bodyInMiddleware, 'sees the parsed body', async () => {
      const bodies: unknown[] = [];
      const app = await start((consumer) =>
        consumer
          .apply((request: any, _response: any, next: Next) => {
            bodies.push(request.body);
            next();
          })
          .forRoutes('cats'),
      );
      await app.post('/cats', { a: 1 });
      expect(bodies).toEqual([{ a: 1 }]);
    });
  });

  describe('app.use', () => {
    it('runs before the middleware of modules, for every request', async () => {
      const app = await start(
        (consumer) => consumer.apply(mark('m')).forRoutes('cats'),
        (nest) => nest.use(mark('one'), mark('two')),
      );
      expect(await marks(app, '/cats')).toBe('one,two,m');
      expect(await marks(app, '/nowhere')).toBe('one,two');
    });

    it.each<[string, MountPath | undefined]>([
      ['for every request', undefined],
      ['at a path', '/cats'],
    ])('answers for an asynchronous function that rejects, %s', async (_where, path) => {
      const refuse = async (request: any, _response: unknown, next: Next) => {
        const { 'x-refuse': how } = request.headers;
        if (how === undefined) return next();
        await new Promise(setImmediate);
        if (how === 'silently') return Promise.reject();
        throw how === 'by an exception' ? new UnauthorizedException() : new Error('secret of the house');
      };
      const app = await start(
        () => undefined,
        (nest) => (path === undefined ? nest.use(refuse) : nest.use(path, refuse)),
      );
      const status = async (how?: string) => (await app.get('/cats', how ? { 'x-refuse': how } : {})).status;
      expect(await status('by an exception')).toBe(401);
      expect(app.logger.errors).toEqual([]);
      expect(await status('by an error')).toBe(500);
      expect(app.logger.errors.join()).toContain('secret of the house');
      expect(await status('silently')).toBe(500);
      expect(await status()).toBe(200);
    });

    it('takes a path, which the middleware does not see', async () => {
      const urls: string[] = [];
      const app = await start(
        () => undefined,
        (nest) =>
          nest.use('/cats', (request: any, _response: any, next: Next) => {
            urls.push(`${request.url} of ${request.originalUrl}`);
            next();
          }),
      );
      expect((await app.get('/cats/1?x=1')).text).toBe('1');
      await app.get('/cats');
      await app.get('/catsuit');
      expect(urls).toEqual(['/1?x=1 of /cats/1?x=1', '/ of /cats']);
    });

    it.each<[string, MountPath, Record<string, string | null>]>([
      [
        'a parameter',
        '/cats/:id/toys',
        {
          '/cats/7/toys': '/ below /cats/7/toys {"id":"7"}',
          '/cats/7/toys/red?x=1': '/red?x=1 below /cats/7/toys {"id":"7"}',
          '/CATS/7/toys': '/ below /CATS/7/toys {"id":"7"}',
          '/cats/a%2Fb/toys': '/ below /cats/a%2Fb/toys {"id":"a/b"}',
          '/cats/7/toysoldiers': null,
          '/cats/7': null,
        },
      ],
      [
        'a wildcard',
        '/cats/*rest',
        { '/cats/a/b': '/ below /cats/a/b {"rest":["a","b"]}', '/cats': null, '/cats/': null },
      ],
      [
        'an optional part',
        '/cats{/:id}',
        { '/cats': '/ below /cats {}', '/cats/7': '/ below /cats/7 {"id":"7"}', '/catsuit': null },
      ],
      [
        'a regular expression',
        /^\/cats\/(\d+)/,
        { '/cats/12/x': '/x below /cats/12 {"0":"12"}', '/cats/12x': null, '/dogs/cats/12': null },
      ],
      [
        'several paths',
        ['/dogs', /^\/c[aeiou]ts/, '/birds/:name'],
        {
          '/dogs': '/ below /dogs {}',
          '/cats/1': '/1 below /cats {}',
          '/birds/owl': '/ below /birds/owl {"name":"owl"}',
          '/birds': null,
        },
      ],
    ])('takes %s as the path', async (_what, path, expected) => {
      const seen: string[] = [];
      const app = await start(
        () => undefined,
        (nest) =>
          nest.use(path, (request: any, _response: any, next: Next) => {
            seen.push(`${request.url} below ${request.baseUrl} ${JSON.stringify(request.params)}`);
            next();
          }),
      );
      for (const [url, shown] of Object.entries(expected)) {
        seen.length = 0;
        await app.get(url);
        expect([url, seen[0] ?? null]).toEqual([url, shown]);
        expect(seen.length).toBeLessThanOrEqual(1);
      }
    });

    it('gives back url and parameters to what comes after it', async () => {
      const app = await start(
        (consumer) =>
          consumer
            .apply((request: any, response: any, next: Next) => {
              response.setHeader('x-marks', request.originalUrl);
              next();
            })
            .forRoutes('cats/named/:name'),
        (nest) => nest.use('/cats/:any', (_request: any, _response: any, next: Next) => next()),
      );
      const reply = await app.get('/cats/named/tom');
      expect([reply.text, reply.headers['x-marks']]).toEqual(['tom', '/cats/named/tom']);
    });

    it('refuses a path that cannot be read', async () => {
      const wrong = async (path: string) => {
        const { app } = await createApplication(platform, { controllers: [CatsController] });
        onTestFinished(() => app.close());
        app.use(path, mark('m'));
        await app.init();
      };
      await expect(wrong('/cats/*')).rejects.toThrow(/Missing parameter name/);
      await expect(wrong('/cats(x)')).rejects.toThrow(/Unexpected \(/);
    });

    it.each([
      [
        'app.use',
        (consume: Next) =>
          start(
            () => undefined,
            (nest) => nest.use(consume),
          ),
      ],
      [
        'app.use at a path',
        (consume: Next) =>
          start(
            () => undefined,
            (nest) => nest.use('/cats', consume),
          ),
      ],
      ['a consumer', (consume: Next) => start((consumer) => consumer.apply(consume as never).forRoutes('cats'))],
    ])('middleware of %s sees query, address and URL of the request', async (_where, launch) => {
      const seen: unknown[] = [];
      const app = await launch(((request: any, _response: any, next: Next) => {
        seen.push([{ ...request.query }, request.ip, request.originalUrl]);
        next();
      }) as never);
      await app.get('/cats?a=1&b=2&b=3');
      expect(seen).toEqual([[{ a: '1', b: ['2', '3'] }, expect.stringMatching(/127\.0\.0\.1$/), '/cats?a=1&b=2&b=3']]);
    });

    it('that fails is answered with 500, and nothing leaks', async () => {
      const app = await start(
        () => undefined,
        (nest) =>
          nest.use(() => {
            throw new Error('secret');
          }),
      );
      const reply = await app.get('/cats');
      expect([reply.status, reply.text]).toEqual([500, '{"statusCode":500,"message":"Internal server error"}']);
    });
  });
}
