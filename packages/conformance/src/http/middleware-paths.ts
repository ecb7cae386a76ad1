import {
  Controller,
  Get,
  Head,
  type INestApplication,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Param,
  Post,
  RequestMethod,
  type Type,
  UnauthorizedException,
  VERSION_NEUTRAL,
  Version,
  VersioningType,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { launchForTest, type Running } from './support/application.js';
import type { HttpPlatform } from './support/platform.js';

type Next = (error?: unknown) => void;
type Consume = (consumer: MiddlewareConsumer) => unknown;
type Configure = (app: INestApplication) => unknown;

@Controller('internal')
class InternalController {
  @Get('secrets') secrets() {
    return 'secrets';
  }
  @Post('secrets') replace() {
    return 'replaced';
  }
  @Get('other') other() {
    return 'other';
  }
}

@Controller('hello')
class HelloController {
  @Get() hello() {
    return 'hello';
  }
  @Get(':name') named(@Param('name') name: string) {
    return `hello ${name}`;
  }
}

@Controller('default')
class DefaultController {
  @Get() get() {
    return 'default';
  }
}

@Controller()
class RootController {
  @Get() root() {
    return 'root';
  }
}

const PLAIN = [InternalController, HelloController, DefaultController, RootController];

function refuse(): never {
  throw new UnauthorizedException();
}

/** Where middleware runs and where routes are is one question: what routes a request also guards it. */
export function describeMiddlewarePaths(platform: HttpPlatform): void {
  const start = (controllers: Type[], consume: Consume, configure: Configure): Promise<Running> => {
    @Module({ controllers })
    class Root implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        consume(consumer);
      }
    }
    return launchForTest(platform, { module: Root, configure });
  };
  describePrefixes(start);
  describeEmptySegments(start);
  describeUriVersions(start);
  describeChosenVersions(start);
}

type Start = (controllers: Type[], consume: Consume, configure: Configure) => Promise<Running>;

const statusOf = async (app: Running, path: string, headers = {}): Promise<number> =>
  (await app.get(path, headers)).status;

/** A middleware that notes its parameters. */
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

function describePrefixes(start: Start): void {
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

    it("forRoutes('*path') guards the root of the prefix", async () => {
      const app = await start(PLAIN, (consumer) => consumer.apply(refuse).forRoutes('*path'), excluding('default'));
      expect(await statusOf(app, '/api')).toBe(401);
    });

    it('a middleware of an excluded path runs there, and not under the prefix', async () => {
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

    it('an exclusion for one method leaves the others guarded under the prefix', async () => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes('internal/secrets'),
        excluding({ path: 'internal/secrets', method: RequestMethod.GET }),
      );
      expect(await statusOf(app, '/internal/secrets')).toBe(401);
      expect((await app.post('/api/internal/secrets')).status).toBe(401);
    });

    it('an exclusion that takes only some values of a parameter leaves the route guarded', async () => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes('hello/:name'),
        excluding('hello/you'),
      );
      expect(await statusOf(app, '/api/hello/you')).toBe(401);
      expect(await statusOf(app, '/api/hello/me')).toBe(401);
    });

    it('an excluded middleware stays excluded on both sides of the prefix', async () => {
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

    it.each(['/o/hello', '/o/acme/hello'])('an optional part of the prefix leads nowhere around: %s', async (path) => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes('hello'),
        (nest) => nest.setGlobalPrefix('o{/:tenant}'),
      );
      expect(await statusOf(app, path)).toBe(401);
    });

    it('a route for every path leaves the root of the prefix to its own route', async () => {
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

/** A router may keep duplicate slashes: then a wildcard has empty segments, which are no reason to look elsewhere. */
function describeEmptySegments(start: Start): void {
  @Controller('files')
  class FilesController {
    @Get('*rest') files(@Param('rest') rest: string[]) {
      return `files ${JSON.stringify(rest)}`;
    }
  }
  const WRITINGS = ['/files/a', '/files//', '/files///', '/files//a', '/files/a//', '/files/a//b'];

  describe('with empty segments', () => {
    it.each<[string, Consume, Configure]>([
      ['a controller', (consumer) => consumer.apply(refuse).forRoutes(FilesController), () => undefined],
      [
        'a route',
        (consumer) => consumer.apply(refuse).forRoutes({ path: 'files/*rest', method: RequestMethod.GET }),
        () => undefined,
      ],
      [
        'everything but the path without them',
        (consumer) => consumer.apply(refuse).exclude('files', 'files/b').forRoutes('{*path}'),
        () => undefined,
      ],
      ['app.use with a pattern', () => undefined, (app) => app.use('/files/*rest', refuse)],
      ['app.use with an expression', () => undefined, (app) => app.use(/\/files\/.+/, refuse)],
    ])('middleware for %s guards every writing', async (_what, consume, configure) => {
      const app = await start([FilesController], consume, configure);
      for (const path of WRITINGS) {
        const { status, text } = await app.get(path);
        // A platform may join slashes, and then has no route for some of these.
        expect([path, status === 404 || status === 401, text.startsWith('files')]).toEqual([path, true, false]);
      }
      expect(await statusOf(app, '/files/a')).toBe(401);
    });

    it('a middleware that is excluded for GET runs for HEAD where that has a route of its own', async () => {
      let reached = 0;
      @Controller('heads')
      class HeadController {
        @Head() head() {
          reached++;
        }
        @Get() get() {
          return 'got';
        }
      }
      const app = await start(
        [HeadController],
        (consumer) => consumer.apply(refuse).exclude({ path: 'heads', method: RequestMethod.GET }).forRoutes('{*path}'),
        () => undefined,
      );
      expect(await statusOf(app, '/heads')).toBe(200);
      await app.send('/heads', { method: 'HEAD' });
      expect(reached).toBe(0);
    });
  });
}

function describeUriVersions(start: Start): void {
  @Controller({ path: 'internal', version: '1' })
  class InternalV1 {
    @Get('secrets') secrets() {
      return 'secrets of v1';
    }
  }

  describe('with versions in the URI', () => {
    it.each(['*', '*path', '{*path}'])(
      "forRoutes('%s') guards a route that is excluded from the prefix",
      async (path) => {
        const app = await start(
          [InternalV1],
          (consumer) => consumer.apply(refuse).forRoutes(path),
          (nest) =>
            nest
              .setGlobalPrefix('api', { exclude: ['internal/secrets'] })
              .enableVersioning({ type: VersioningType.URI }),
        );
        expect(await statusOf(app, '/v1/internal/secrets')).toBe(401);
      },
    );

    it.each<[string, Configure]>([
      ['without a prefix', () => undefined],
      ['excluded from a prefix', (nest) => nest.setGlobalPrefix('api', { exclude: ['default', 'hello'] })],
    ])('a path without a version means the default versions too: %s', async (_where, prefix) => {
      for (const path of ['{*path}', 'hello']) {
        const app = await start(
          PLAIN,
          (consumer) => consumer.apply(refuse).forRoutes(path),
          (nest) => {
            prefix(nest);
            nest.enableVersioning({ type: VersioningType.URI, defaultVersion: ['1', '2'] });
          },
        );
        expect(await statusOf(app, '/v1/hello')).toBe(401);
        expect(await statusOf(app, '/v2/hello')).toBe(401);
        expect(await statusOf(app, '/v1/default')).toBe(path === 'hello' ? 200 : 401);
      }
    });

    it('a path with a version means that version, under the prefix', async () => {
      const app = await start(
        PLAIN,
        (consumer) => consumer.apply(refuse).forRoutes({ path: 'hello', method: RequestMethod.ALL, version: '1' }),
        (nest) =>
          nest.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI, defaultVersion: ['1', '2'] }),
      );
      expect(await statusOf(app, '/api/v1/hello')).toBe(401);
      expect(await statusOf(app, '/api/v2/hello')).toBe(200);
    });
  });
}

function describeChosenVersions(start: Start): void {
  @Controller({ path: 'items', version: '1' })
  class ItemsV1 {
    @Get() list() {
      return 'v1';
    }
  }
  @Controller({ path: 'items', version: '2' })
  class ItemsV2 {
    @Get() list() {
      return 'v2';
    }
    @Version(VERSION_NEUTRAL) @Get('neutral') neutral() {
      return 'neutral';
    }
  }
  const versions = [ItemsV1, ItemsV2];
  const asking = (version: string): Record<string, string> => ({ 'x-version': version });
  const byList: Configure = (app) =>
    app.enableVersioning({
      type: VersioningType.CUSTOM,
      extractor: (request: any) => String(request.headers['x-version'] ?? '').split(','),
    });

  describe('with versions that requests ask for', () => {
    it.each([
      ['2,1', 401, 'v2'],
      ['3,2,1', 401, 'v2'],
      ['1,2', 200, 'v1'],
      ['3,1', 200, 'v1'],
      ['1', 200, 'v1'],
      ['2', 401, 'v2'],
    ])('exclude() of version 1 goes by the version that is chosen: %s', async (asked, guarded, reached) => {
      const guardedApp = await start(
        versions,
        (consumer) =>
          consumer
            .apply(refuse)
            .exclude({ path: 'items', method: RequestMethod.GET, version: '1' })
            .forRoutes('{*path}'),
        byList,
      );
      expect(await statusOf(guardedApp, '/items', asking(asked))).toBe(guarded);
      const open = await start(versions, () => undefined, byList);
      expect((await open.get('/items', asking(asked))).text).toBe(reached);
    });

    it('exclude() of one version runs for a neutral route unless only that version is asked for', async () => {
      const app = await start(
        versions,
        (consumer) =>
          consumer
            .apply(refuse)
            .exclude({ path: 'items/neutral', method: RequestMethod.ALL, version: '1' })
            .forRoutes(ItemsV2),
        byList,
      );
      expect(await statusOf(app, '/items/neutral', asking('2,1'))).toBe(401);
      expect(await statusOf(app, '/items/neutral', asking('1'))).toBe(200);
    });

    it.each([
      ['1', 401],
      ['1,2', 401],
      ['2,1', 200],
    ])('forRoutes() of version 1 goes by the version that is chosen: %s', async (asked, status) => {
      const app = await start(
        versions,
        (consumer) => consumer.apply(refuse).forRoutes({ path: 'items', method: RequestMethod.ALL, version: '1' }),
        byList,
      );
      expect(await statusOf(app, '/items', asking(asked))).toBe(status);
    });

    it.each<[string, any, Record<string, string>]>([
      ['a media type', { type: VersioningType.MEDIA_TYPE, key: 'v=' }, { accept: 'application/json;v=1' }],
      ['a header', { type: VersioningType.HEADER, header: 'x-version' }, asking('1')],
    ])(
      'a middleware for a version of %s may answer by itself, with a version or without',
      async (_what, type, asked) => {
        const answer = (_request: unknown, response: any): void => {
          response.statusCode = 203;
          response.end('by middleware');
        };
        const app = await start(
          versions,
          (consumer) => consumer.apply(answer).forRoutes({ path: 'alone', method: RequestMethod.ALL, version: '1' }),
          (nest) => nest.enableVersioning(type),
        );
        expect(await statusOf(app, '/alone', asked)).toBe(203);
        expect(await statusOf(app, '/alone')).toBe(203);
      },
    );
  });
}
