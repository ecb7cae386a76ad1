import 'reflect-metadata';
import { connect } from 'node:net';
import {
  Controller,
  Get,
  Global,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestMiddleware,
  type NestModule,
  Post,
  RequestMethod,
  Scope,
  VersioningType,
} from '@portico/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeAll, serve } from '../application.fixture.js';

let ran: string[] = [];
const note =
  (name: string) =>
  (_request: unknown, _response: unknown, next: () => void): void => {
    ran.push(name);
    next();
  };

@Controller()
class Pages {
  @Get('admin') admin() {
    return 'admin';
  }
  @Post('admin') post() {
    return 'post';
  }
  @Get('admin/users/:id') user() {
    return 'user';
  }
  @Get('administrators') administrators() {
    return 'administrators';
  }
  @Get(':page') page() {
    return 'page';
  }
}

function module(configure: (consumer: MiddlewareConsumer) => void): new () => NestModule {
  @Module({ controllers: [Pages] })
  class Root implements NestModule {
    configure(consumer: MiddlewareConsumer): void {
      configure(consumer);
    }
  }
  return Root;
}

/** The results of the handlers, and what ran before them. */
async function visit(fetch: (path: string, init?: RequestInit) => Promise<Response>, path: string, init?: RequestInit) {
  ran = [];
  const response = await fetch(path, init);
  return [response.ok ? await response.text() : response.status, ran];
}

beforeEach(() => {
  ran = [];
});
afterEach(closeAll);

describe('middleware', () => {
  it('runs in order, by path, method, controller and pattern', async () => {
    const { fetch } = await serve(
      module((consumer) => {
        consumer.apply(note('a'), [note('b')]).forRoutes('admin');
        consumer.apply(note('get')).forRoutes({ path: 'admin', method: RequestMethod.GET });
        consumer
          .apply(note('controller'))
          .exclude('administrators', { path: 'admin', method: RequestMethod.POST })
          .forRoutes(Pages);
        consumer.apply(note('pattern')).forRoutes('admin/*splat');
      }),
    );
    expect(await visit(fetch, '/admin')).toEqual(['admin', ['a', 'b', 'get', 'controller']]);
    expect(await visit(fetch, '/admin', { method: 'HEAD' })).toEqual(['', ['a', 'b', 'get', 'controller']]);
    expect(await visit(fetch, '/admin', { method: 'POST' })).toEqual(['post', ['a', 'b']]);
    expect(await visit(fetch, '/admin/users/7')).toEqual(['user', ['a', 'b', 'controller', 'pattern']]);
    expect(await visit(fetch, '/administrators')).toEqual(['administrators', []]);
    expect(await visit(fetch, '/nowhere/at/all')).toEqual([404, []]);
  });

  it.each(['/admin', '/admin?x=1', '/admin/', '/%61dmin', '/ADMIN', '//admin', '/admin#x', 'http://elsewhere/admin'])(
    'of /admin runs exactly once if %s reaches the handler',
    async (target) => {
      const { url } = await serve(module((consumer) => consumer.apply(note('guard')).forRoutes('admin')));
      ran = [];
      const answer = await raw(url, target);
      if (answer.endsWith('\r\n\r\nadmin')) expect(ran).toEqual(['guard']);
      expect(ran.length).toBeLessThanOrEqual(1);
    },
  );

  it('runs at the route for a path that only the router matches', async () => {
    const { app, fetch } = await serve(
      module((consumer) => consumer.apply(note('guard')).forRoutes('admin')),
      (application) => {
        application.use((request: { url: string }, _response: unknown, next: () => void) => {
          if (request.url === '/alias') Object.assign(request, { originalUrl: '/alias', url: '/admin' });
          next();
        });
      },
    );
    expect(app).toBeDefined();
    expect(await visit(fetch, '/alias')).toEqual(['admin', ['guard']]);
  });

  it('applies the global prefix and its exclusions', async () => {
    const { fetch } = await serve(
      module((consumer) => {
        consumer.apply(note('admin')).forRoutes('admin');
        consumer.apply(note('all')).forRoutes('{*path}');
      }),
      (app) => app.setGlobalPrefix('api', { exclude: ['administrators'] }),
    );
    expect(await visit(fetch, '/api/admin')).toEqual(['admin', ['admin', 'all']]);
    expect(await visit(fetch, '/administrators')).toEqual(['administrators', ['all']]);
    expect(await visit(fetch, '/outside')).toEqual([404, []]);
  });

  it('applies versions in the path and in headers', async () => {
    const configure = (consumer: MiddlewareConsumer): void => {
      consumer.apply(note('v1')).forRoutes({ path: 'admin', method: RequestMethod.ALL, version: '1' });
    };
    const inPath = await serve(module(configure), (app) =>
      app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
    );
    expect(await visit(inPath.fetch, '/v1/admin')).toEqual(['admin', ['v1']]);
    const inHeader = await serve(module(configure), (app) =>
      app.enableVersioning({ type: VersioningType.HEADER, header: 'v' }),
    );
    expect(await visit(inHeader.fetch, '/admin', { headers: { v: '1' } })).toEqual(['admin', ['v1']]);
    expect(await visit(inHeader.fetch, '/admin')).toEqual(['admin', []]);
  });

  it('of global modules runs first', async () => {
    @Global()
    @Module({})
    class Everywhere implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        consumer.apply(note('global')).forRoutes('admin');
      }
    }
    @Module({ imports: [Everywhere], controllers: [Pages] })
    class Root implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        consumer.apply(note('root')).forRoutes('admin');
      }
    }
    const { fetch } = await serve(Root);
    expect(await visit(fetch, '/admin')).toEqual(['admin', ['global', 'root']]);
  });

  it('may be a class whose method is a field, but requires the method', async () => {
    @Injectable()
    class AsField implements NestMiddleware {
      use = note('field');
    }
    @Injectable()
    class Without {}
    const { fetch } = await serve(module((consumer) => consumer.apply(AsField).forRoutes('admin')));
    expect(await visit(fetch, '/admin')).toEqual(['admin', ['field']]);
    await expect(serve(module((consumer) => consumer.apply(Without).forRoutes('admin')))).rejects.toThrow(
      'Without of Root is a class without the method use(req, res, next)',
    );
  });

  it('may be a class with dependencies, even request-scoped ones', async () => {
    @Injectable()
    class Log {
      write(text: string) {
        ran.push(text);
      }
    }
    let made = 0;
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest implements NestMiddleware {
      private readonly number = ++made;
      constructor(private readonly log: Log) {}
      use(_request: unknown, _response: unknown, next: () => void): void {
        this.log.write(`request ${this.number}`);
        next();
      }
    }
    @Module({ controllers: [Pages], providers: [Log] })
    class Root implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        consumer.apply(PerRequest).forRoutes('admin');
      }
    }
    const { fetch } = await serve(Root);
    expect(await visit(fetch, '/admin')).toEqual(['admin', ['request 1']]);
    expect(await visit(fetch, '/admin')).toEqual(['admin', ['request 2']]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('x');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('x');
      },
    ],
    ['rejects with nothing', () => Promise.reject(undefined)],
    ['calls next with an error', (_q: unknown, _s: unknown, next: (error: Error) => void) => next(new Error('x'))],
  ])('that %s is answered with 500', async (_name, middleware) => {
    const { fetch } = await serve(module((consumer) => consumer.apply(middleware as () => void).forRoutes('admin')));
    expect((await visit(fetch, '/admin'))[0]).toBe(500);
    expect((await visit(fetch, '/other'))[0]).toBe('page');
  });
});

/** Sends a request with a target that client libraries would normalize. */
function raw(url: string, target: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    socket
      .on('data', (chunk) => (answer += chunk))
      .on('end', () => resolve(answer))
      .on('error', reject);
  });
}
