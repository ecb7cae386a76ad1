import {
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestMiddleware,
  type NestModule,
  RequestMethod,
  UnauthorizedException,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { CatsController, mark, middlewareOn, type Next } from './middleware-on.js';

export function describeConsumer(platform: HttpPlatform): void {
  const { start, marks } = middlewareOn(platform);
  describe('MiddlewareConsumer', () => {
    it('applies functions, and classes with their dependencies', async () => {
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

    it('but not for excluded routes', async () => {
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

    it('middleware of global modules runs first, and that of imported modules before that of the modules that import them', async () => {
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

    it('may reply itself', async () => {
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
    ])('that %s is handled by the filters', async (_how, middleware) => {
      // The types do not allow this form of middleware.
      const app = await start((consumer) => consumer.apply(middleware as never).forRoutes('cats'));
      const reply = await app.get('/cats');
      expect([reply.status, reply.json()]).toEqual([401, { statusCode: 401, message: 'who?', error: 'Unauthorized' }]);
      expect((await app.get('/dogs')).text).toBe('dogs');
    });

    it('sees the original URL of the request', async () => {
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
}
