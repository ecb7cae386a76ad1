import { UnauthorizedException } from '@portico/common';
import type { MountPath } from '@portico/core/adapters';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApplication } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { CatsController, mark, middlewareOn, type Next } from './middleware-on.js';

export function describeAppUse(platform: HttpPlatform): void {
  const { start, marks } = middlewareOn(platform);
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
    ])('replies for an asynchronous function that rejects, %s', async (_where, path) => {
      const refuse = async (request: any, _response: unknown, next: Next) => {
        const { 'x-refuse': how } = request.headers;
        if (how === undefined) return next();
        await new Promise(setImmediate);
        if (how === 'silently') return Promise.reject();
        throw how === 'by an exception' ? new UnauthorizedException() : new Error('a secret');
      };
      const app = await start(
        () => undefined,
        (nest) => (path === undefined ? nest.use(refuse) : nest.use(path, refuse)),
      );
      const status = async (how?: string) => (await app.get('/cats', how ? { 'x-refuse': how } : {})).status;
      expect(await status('by an exception')).toBe(401);
      expect(app.logger.errors).toEqual([]);
      expect(await status('by an error')).toBe(500);
      expect(app.logger.errors.join()).toContain('a secret');
      expect(await status('silently')).toBe(500);
      expect(await status()).toBe(200);
    });

    it('accepts a path, which is removed from the URL that the middleware sees', async () => {
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

    it('leaves a target without a path to the filters', async () => {
      const app = await start(
        () => undefined,
        (nest) => nest.use(mark('one')),
      );
      for (const request of ['OPTIONS *', 'GET *cats', 'GET *nowhere']) {
        const reply = await app.raw(request);
        // A platform may refuse such a request before routing.
        if (reply.startsWith('HTTP/1.1 400 ')) continue;
        expect(reply).toMatch(/^HTTP\/1\.1 404 /);
        expect(reply).toContain(`"message":"Cannot ${request}"`);
      }
    });

    it.each<[string, MountPath]>([
      ['a path', 'cats'],
      ['a list', ['dogs', 'cats']],
    ])('runs for %s without a leading slash', async (_what, path) => {
      const app = await start(
        () => undefined,
        (nest) => nest.use(path, mark('one')),
      );
      expect(await marks(app, '/cats')).toBe('one');
      expect(await marks(app, '/catsuit')).toBeNull();
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
    ])('accepts %s as the path', async (_what, path, expected) => {
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

    it('restores url and parameters after the middleware', async () => {
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

    it('rejects an invalid path', async () => {
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
      // The types do not allow this form of middleware.
      ['a consumer', (consume: Next) => start((consumer) => consumer.apply(consume as never).forRoutes('cats'))],
    ])('middleware of %s sees query, address and URL of the request', async (_where, launch) => {
      const seen: unknown[] = [];
      const app = await launch(((request: any, _response: any, next: Next) => {
        seen.push([{ ...request.query }, request.ip, request.originalUrl]);
        next();
        // The types do not allow this form of middleware.
      }) as never);
      await app.get('/cats?a=1&b=2&b=3');
      expect(seen).toEqual([[{ a: '1', b: ['2', '3'] }, expect.stringMatching(/127\.0\.0\.1$/), '/cats?a=1&b=2&b=3']]);
    });

    it('that fails is answered with 500, and leaks nothing', async () => {
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
