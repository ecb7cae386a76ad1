import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Controller,
  Get,
  HttpCode,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Query,
  Render,
  Res,
  UnauthorizedException,
} from '@portico/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { launchForTest, type Parts } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { describeStaticPrefixes } from './static-prefixes.js';

@Controller()
class PagesController {
  @Render('page.ejs') @Get('page') page(@Query('name') name = '<world>') {
    return { name };
  }
  @Render('page.ejs') @Get('failed') failed() {
    return Object.assign(new Error('secret message'), { name: 'secret' });
  }
  @Render('page.ejs') @Get('later') async later() {
    return { name: 'later' };
  }
  @Render('missing.ejs') @Get('missing') missing() {
    return {};
  }
  @HttpCode(205) @Render('page.ejs') @Get('reset') reset() {
    return { name: 'reset' };
  }
  @Get('own') own(@Res() response: any) {
    return (response.view ?? response.render).call(response, 'page.ejs', { name: 'own' });
  }
  @Get('json') json() {
    return { a: 1 };
  }
}

@Module({ controllers: [PagesController] })
class RefusingModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: unknown, response: any) => {
        response.statusCode = 401;
        response.end('who?');
      })
      .forRoutes('refused')
      .apply(() => {
        throw new UnauthorizedException();
      })
      .forRoutes('thrown');
  }
}

const ORIGIN = { origin: 'https://example.com' };
const PREFLIGHT = { ...ORIGIN, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-one' };

export function describePlatformFeatures(platform: HttpPlatform): void {
  describe('static files and views', () => describeFiles(platform));
  describeStaticPrefixes(platform);
  describe('CORS', () => describeCors(platform));
}

function describeFiles(platform: HttpPlatform): void {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
    await writeFile(join(folder, 'hello.txt'), 'hello');
    await writeFile(join(folder, '.env'), 'SECRET=1');
    await mkdir(join(folder, 'private'));
    await writeFile(join(folder, 'private', 'key.txt'), 'SECRET=2');
    await writeFile(join(folder, 'page.ejs'), '<p>Hello <%= name %></p>');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  itWhen(
    platform.capabilities.staticFiles,
    'files of a folder are served under a prefix, and no other files',
    async () => {
      const app = await launchForTest(platform, {
        controllers: [PagesController],
        configure: (_nest, adapter) => platform.serveFiles!(adapter, folder, '/public/'),
      });
      const reply = await app.get('/public/hello.txt');
      expect([reply.status, reply.text]).toEqual([200, 'hello']);
      expect(reply.headers['content-type']).toMatch(/^text\/plain/);
      expect((await app.get('/json')).json()).toEqual({ a: 1 });
      for (const path of [
        '/public/none.txt',
        '/public/.env',
        '/public/%2eenv',
        '/hello.txt',
        '/public/../hello.txt',
        '/public/%2e%2e/%2e%2e/etc/passwd',
        '/public/..%2f..%2fetc/passwd',
      ]) {
        const { status, text } = await app.get(path);
        expect([path, status >= 400 && status < 500, /root:|SECRET/.test(text)]).toEqual([path, true, false]);
      }
    },
  );

  itWhen(
    platform.capabilities.staticFiles,
    'middleware for a folder guards its files, however they are requested',
    async () => {
      const refuse = (_request: unknown, _response: unknown, next: (error: unknown) => void): void =>
        next(new UnauthorizedException());
      const app = await launchForTest(platform, {
        controllers: [PagesController],
        configure: (nest, adapter) => {
          nest.use('/public/private', refuse);
          return platform.serveFiles!(adapter, folder, '/public/');
        },
      });
      expect(await app.raw('GET /public/hello.txt')).toMatch(/hello$/);
      expect(await app.raw('GET /public/private/key.txt')).toMatch(/^HTTP\/1.1 401 /);
      for (const target of [
        '/public/%70rivate/key.txt',
        '/public/PRIVATE/key.txt',
        '/public//private/key.txt',
        '/public/private%2Fkey.txt',
        '/public/private%5Ckey.txt',
        '/public/private\\key.txt',
        '/public/%2Fprivate/key.txt',
        '/public/./private/key.txt',
        '/public/%2e/private/key.txt',
        '/public/x/../private/key.txt',
        '/public/x%2F..%2Fprivate/key.txt',
        '/public/x/%2E%2e/private/key.txt',
        'http://h/public/%70rivate/key.txt',
      ]) {
        expect([target, await app.raw(`GET ${target}`)]).toEqual([target, expect.not.stringContaining('SECRET')]);
      }
    },
  );

  itWhen(
    platform.capabilities.staticFiles,
    'what is called before useStaticAssets() applies to files',
    async ({ skip }) => {
      if (platform.capabilities.cors !== true) skip();
      const app = await launchForTest(platform, {
        configure: (nest, adapter) => {
          nest.useSecurityHeaders();
          nest.enableCors();
          nest.use('/public/private', (_request: unknown, _response: unknown, next: (error: unknown) => void) =>
            next(new UnauthorizedException()),
          );
          return platform.serveFiles!(adapter, folder, '/public/');
        },
      });
      const { text, headers } = await app.get('/public/hello.txt', ORIGIN);
      expect([text, headers['access-control-allow-origin']]).toEqual(['hello', '*']);
      expect(headers['x-content-type-options']).toBe('nosniff');
      const refused = await app.get('/public/private/key.txt', ORIGIN);
      expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, '*']);
    },
  );

  itWhen(platform.capabilities.staticFiles, 'middleware for the prefix guards every file', async () => {
    let guarded = 0;
    const app = await launchForTest(platform, {
      controllers: [PagesController],
      configure: (nest, adapter) => {
        nest.use('/public', (_request: unknown, _response: unknown, next: () => void) => {
          guarded++;
          next();
        });
        return platform.serveFiles!(adapter, folder, '/public/');
      },
    });
    for (const target of [
      '/public/hello.txt',
      '/PUBLIC/hello.txt',
      '/%70ublic/hello.txt',
      '//public/hello.txt',
      '/public//hello.txt',
      '/./public/hello.txt',
      'http://h/public/hello.txt',
      'HTTP://h/public/hello.txt',
      '*public/hello.txt',
      '*%70ublic/hello.txt',
    ]) {
      guarded = 0;
      const reply = await app.raw(`GET ${target}`);
      if (reply.endsWith('hello')) expect([target, guarded]).toEqual([target, 1]);
    }
    expect((await app.get('/public/hello.txt')).text).toBe('hello');
  });

  itWhen(platform.capabilities.views, '@Render renders what the handler returns', async () => {
    const app = await launchForTest(platform, {
      controllers: [PagesController],
      configure: (_nest, adapter) => platform.useViews!(adapter, folder),
    });
    const reply = await app.get('/page');
    expect([reply.status, reply.text]).toEqual([200, '<p>Hello &lt;world&gt;</p>']);
    expect(reply.headers['content-type']).toMatch(/^text\/html; ?charset=utf-8/i);
    expect((await app.get('/later')).text).toContain('later');
    expect((await app.get('/own')).text).toContain('own');
    const reset = await app.get('/reset');
    expect([reset.status, reset.text]).toEqual([205, '']);
    const failed = await app.get('/failed');
    expect([failed.status, failed.json()]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
    expect([(await app.get('/missing')).status, (await app.get('/json')).status]).toEqual([500, 200]);
  });

  itWhen(platform.capabilities.views, 'the log names setViewEngine() if no view engine is set', async () => {
    @Controller()
    class ViewController {
      @Render('page') @Get() page() {}
    }
    const app = await launchForTest(platform, { controllers: [ViewController] });
    const failed = await app.get('/');
    expect([failed.status, failed.json()]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
    expect(app.logger.errors.join()).toContain('setViewEngine(');
  });
}

function describeCors(platform: HttpPlatform): void {
  it('is disabled by default', async () => {
    const app = await launchForTest(platform, { controllers: [PagesController] });
    expect((await app.get('/json', ORIGIN)).headers['access-control-allow-origin']).toBeUndefined();
    expect((await app.send('/json', { method: 'OPTIONS', headers: PREFLIGHT })).status).toBe(404);
  });

  const { cors } = platform.capabilities;
  for (const [how, parts] of [
    ['the option cors: true', { options: { cors: true } }],
    ['enableCors()', { configure: (app: any) => app.enableCors() }],
    // The rows have different types of values.
  ] as [string, Partial<Parts>][]) {
    itWhen(cors, `${how} allows all origins`, async () => {
      const app = await launchForTest(platform, { controllers: [PagesController], ...parts });
      expect((await app.get('/json', ORIGIN)).headers['access-control-allow-origin']).toBe('*');
      const preflight = await app.send('/json', { method: 'OPTIONS', headers: PREFLIGHT });
      expect([preflight.status, preflight.text]).toEqual([204, '']);
      expect(preflight.headers['access-control-allow-methods']).toContain('GET');
    });
  }

  itWhen(cors, 'accepts origins, methods, headers and credentials', async () => {
    const app = await launchForTest(platform, {
      controllers: [PagesController],
      options: {
        cors: {
          origin: [/example\.com$/, 'https://b.test'],
          methods: ['GET', 'PUT'],
          allowedHeaders: ['x-one'],
          exposedHeaders: ['x-two'],
          credentials: true,
          maxAge: 60,
        },
      },
    });
    const reply = await app.get('/json', ORIGIN);
    expect(reply.headers).toMatchObject({
      'access-control-allow-origin': 'https://example.com',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'x-two',
    });
    expect(reply.headers['vary']).toMatch(/origin/i);
    expect(
      (await app.get('/json', { origin: 'https://evil.test' })).headers['access-control-allow-origin'],
    ).toBeUndefined();
    const preflight = await app.send('/json', { method: 'OPTIONS', headers: PREFLIGHT });
    expect(preflight.headers['access-control-allow-methods']?.replaceAll(' ', '')).toBe('GET,PUT');
    expect(preflight.headers).toMatchObject({
      'access-control-allow-headers': 'x-one',
      'access-control-max-age': '60',
    });
  });

  itWhen(cors, 'accepts a function that decides for each request', async () => {
    const app = await launchForTest(platform, {
      controllers: [PagesController],
      options: {
        cors: (request: any, callback: (error: Error | null, options: object) => void) =>
          callback(null, { origin: request.headers['x-tenant'] === 'a' }),
      },
    });
    expect((await app.get('/json', { ...ORIGIN, 'x-tenant': 'a' })).headers['access-control-allow-origin']).toBe(
      'https://example.com',
    );
    expect(
      (await app.get('/json', { ...ORIGIN, 'x-tenant': 'b' })).headers['access-control-allow-origin'],
    ).toBeUndefined();
  });

  const failing: [string, object | (() => unknown)][] = (
    [
      [
        'throws',
        () => {
          throw new Error('secret');
        },
      ],
      ['rejects', async () => Promise.reject(new Error('secret'))],
      // The rows have different types of values.
    ] as [string, () => unknown][]
  ).flatMap(([how, fail]) => [
    [`a function of cors that ${how}`, fail],
    [`an origin function that ${how}`, { origin: fail }],
  ]);
  for (const [what, options] of failing) {
    itWhen(cors, `answers one request with 500 for ${what}`, async () => {
      const app = await launchForTest(platform, {
        controllers: [PagesController],
        // An invalid value, which only untyped code can pass.
        options: { cors: options as never },
      });
      const reply = await app.get('/json', ORIGIN);
      expect(reply.status).toBe(500);
      expect(JSON.stringify(reply.json())).not.toContain('secret');
    });
  }

  itWhen(cors, 'applies to replies of middleware and to errors, too', async () => {
    const app = await launchForTest(platform, { module: RefusingModule, options: { cors: true } });
    for (const path of ['/refused', '/thrown', '/nowhere']) {
      const reply = await app.get(path, ORIGIN);
      expect([path, reply.status >= 400, reply.headers['access-control-allow-origin']]).toEqual([path, true, '*']);
    }
  });
}
