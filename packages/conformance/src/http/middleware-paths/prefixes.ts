import { Controller, Get, Param, RequestMethod } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { type Running } from '../support/application.js';
import { type Configure, PLAIN, refuse, type Start, statusOf } from './recorder.js';

type Next = (error?: unknown) => void;

/** A middleware that records its parameters. */
function recorder() {
  const seen: unknown[] = [];
  const run = (request: any, _response: unknown, next: Next): void => {
    seen.push({ ...request.params });
    next();
  };
  const during = async (app: Running, path: string, method = 'GET'): Promise<unknown[]> => {
    seen.length = 0;
    await app.send(path, { method });
    return [...seen];
  };
  return { run, during };
}

export function describePrefixes(start: Start): void {
  describe('under a global prefix', () => {
    const excluding =
      (...exclude: (string | { path: string; method: RequestMethod })[]): Configure =>
      (app) =>
        app.setGlobalPrefix('api', { exclude });

    it.each(['*', '*path', '{*path}', '/*path', '/'])("forRoutes('%s') guards excluded routes too", async (path) => {
      const guarded = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes(path),
        excluding('internal/secrets', '/'),
      );
      for (const address of ['/internal/secrets', '/', '/api/internal/other', '/api/hello/you'])
        expect([address, await statusOf(guarded, address)]).toEqual([address, 401]);
      expect(await statusOf(guarded, '/hello')).toBe(404);
    });

    it("forRoutes('*path') guards the root of the prefix, too", async () => {
      const app = await start(PLAIN, (consumer) => consumer.apply(refuse).forRoutes('*path'), excluding('default'));
      expect(await statusOf(app, '/api')).toBe(401);
    });

    it('a middleware for an excluded path runs there, and not under the prefix', async () => {
      const { run, during } = recorder();
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(run).forRoutes('default', { path: 'internal/secrets', method: RequestMethod.GET }),
        excluding('default', { path: 'internal/secrets', method: RequestMethod.GET }),
      );
      expect(await during(app, '/default')).toHaveLength(1);
      expect(await during(app, '/api/default')).toHaveLength(0);
      expect(await during(app, '/internal/secrets')).toHaveLength(1);
      expect(await during(app, '/internal/secrets', 'HEAD')).toHaveLength(1);
      expect(await during(app, '/api/internal/secrets')).toHaveLength(0);
    });

    it('a middleware for an excluded path also runs for paths below it, even if the prefix is the same', async () => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes('internal'),
        (nest) => nest.setGlobalPrefix('internal', { exclude: ['internal'] }),
      );
      expect(await statusOf(app, '/internal/hello')).toBe(401);
      expect(await statusOf(app, '/internal/internal/other')).toBe(401);
    });

    it('a middleware for all paths keeps its position if a path of one segment is excluded', async () => {
      const steps: string[] = [];
      const step = (name: string) => (_request: unknown, _response: unknown, next: Next) => {
        steps.push(name);
        next();
      };
      const app = await start(
        PLAIN,
        (consumer) =>
          consumer.apply(step('all')).forRoutes('*path').apply(step('secrets')).forRoutes('internal/secrets'),
        excluding(':id'),
      );
      await app.get('/api/internal/secrets');
      expect(steps).toEqual(['all', 'secrets']);
    });

    it('a middleware for a controller with a wildcard runs for the prefix itself, as for a path with one', async () => {
      @Controller('*rest')
      class EverythingController {
        @Get() everything() {
          return 'everything';
        }
      }
      const app = await start(
        [...PLAIN, EverythingController],
        (consumer) => consumer.apply(refuse).forRoutes(EverythingController),
        excluding(),
      );
      expect(await statusOf(app, '/api')).toBe(401);
      expect(await statusOf(app, '/api/a/b')).toBe(401);
    });

    it('a middleware keeps its position on the paths of a wildcard that an exclusion of one segment matches', async () => {
      @Controller('hello')
      class WildcardController {
        @Get('*rest') rest() {
          return 'rest';
        }
      }
      const steps: string[] = [];
      const step = (name: string) => (_request: unknown, _response: unknown, next: Next) => {
        steps.push(name);
        next();
      };
      const app = await start(
        [WildcardController],
        (consumer) =>
          consumer.apply(step('path')).forRoutes('hello').apply(step('controller')).forRoutes(WildcardController),
        excluding('hello/:name'),
      );
      expect(await statusOf(app, '/hello/a/b')).toBe(200);
      expect(steps).toEqual(['path', 'controller']);
    });

    it('an exclusion for one method does not exclude other methods under the prefix', async () => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes('internal/secrets'),
        excluding({ path: 'internal/secrets', method: RequestMethod.GET }),
      );
      expect(await statusOf(app, '/internal/secrets')).toBe(401);
      expect((await app.post('/api/internal/secrets')).status).toBe(401);
    });

    it('an exclusion that matches only some values of a parameter does not exclude the route', async () => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes('hello/:name'),
        excluding('hello/you'),
      );
      expect(await statusOf(app, '/api/hello/you')).toBe(401);
      expect(await statusOf(app, '/api/hello/me')).toBe(401);
    });

    it('an excluded middleware stays excluded with and without the prefix', async () => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).exclude('default', 'hello').forRoutes('{*path}'),
        excluding('default'),
      );
      expect(await statusOf(app, '/default')).toBe(200);
      expect(await statusOf(app, '/api/hello')).toBe(200);
      expect(await statusOf(app, '/api/hello/you')).toBe(401);
    });

    it('middleware sees the parameters of the prefix', async () => {
      const { run, during } = recorder();
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(run).forRoutes({ path: 'hello/:name', method: RequestMethod.GET }),
        (nest) => nest.setGlobalPrefix('t/:tenant', { exclude: ['default'] }),
      );
      expect(await during(app, '/t/acme/hello/you')).toEqual([{ tenant: 'acme', name: 'you' }]);
    });

    it.each(['/o/hello', '/o/acme/hello'])(
      'an optional part of the prefix does not bypass middleware: %s',
      async (path) => {
        const app = await start(
          PLAIN,
          (consumer) => consumer.apply(refuse).forRoutes('hello'),
          (nest) => nest.setGlobalPrefix('o{/:tenant}'),
        );
        expect(await statusOf(app, path)).toBe(401);
      },
    );

    it('a route for all paths does not replace the route of the root of the prefix', async () => {
      @Controller()
      class CatchAllController {
        @Get('{*path}') all(@Param('path') path: string[] | undefined) {
          return `all ${[path ?? []].flat().join('/')}`;
        }
      }
      const app = await start([...PLAIN, CatchAllController], () => undefined, excluding('default'));
      const text = async (path: string): Promise<string> => (await app.get(path)).text;
      expect(await text('/api')).toBe('root');
      expect(await text('/api/')).toBe('root');
      expect(await text('/api/hello')).toBe('hello');
      expect(await text('/api/x/y')).toBe('all x/y');
    });
  });
}
