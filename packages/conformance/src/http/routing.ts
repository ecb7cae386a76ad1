import {
  All,
  Controller,
  Copy,
  Delete,
  Get,
  Head,
  HostParam,
  Lock,
  Mkcol,
  Module,
  Move,
  Next,
  Options,
  Param,
  Patch,
  Post,
  Propfind,
  Proppatch,
  Put,
  RequestMethod,
  Search,
  Unlock,
  VERSION_NEUTRAL,
  Version,
  type VersioningOptions,
  VersioningType,
} from '@portico/common';
import { RouterModule } from '@portico/core';
import { describe, expect, it } from 'vitest';
import { itWhen } from '../support/test-when.js';
import { launchForTest } from './support/application.js';
import type { HttpPlatform } from './support/platform.js';
import { sharedApplication } from './support/shared-application.js';

@Controller('methods')
class MethodsController {
  @Get() get() {
    return 'get';
  }
  @Post() post() {
    return 'post';
  }
  @Put() put() {
    return 'put';
  }
  @Patch() patch() {
    return 'patch';
  }
  @Delete() delete() {
    return 'delete';
  }
  @Options() options() {
    return 'options';
  }
  @Search() search() {
    return 'search';
  }
  @Propfind() propfind() {
    return 'propfind';
  }
  @Proppatch() proppatch() {
    return 'proppatch';
  }
  @Mkcol() mkcol() {
    return 'mkcol';
  }
  @Copy() copy() {
    return 'copy';
  }
  @Move() move() {
    return 'move';
  }
  @Lock() lock() {
    return 'lock';
  }
  @Unlock() unlock() {
    return 'unlock';
  }
  @All('all') all() {
    return 'all';
  }
  @Head('head') head() {
    return 'unseen';
  }
}

@Controller(['cats', 'felines'])
class PathsController {
  @Get() list() {
    return 'list';
  }
  @Get(['a', 'b/c']) several() {
    return 'several';
  }
  @Get('static') fixed() {
    return 'static';
  }
  @Get('deep/files/*path') files(@Param('path') path: string | string[]) {
    return { path: [path].flat() };
  }
  @Get('maybe/{*rest}') maybe(@Param('rest') rest?: string | string[]) {
    return { rest: rest ? [rest].flat() : [] };
  }
  @Get('optional{/:id}') optional(@Param('id') id?: string) {
    return { id: id ?? null };
  }
  @Get(':owner/toys/:toy') params(@Param() params: Record<string, string>) {
    return params;
  }
  @Get(':id') one(@Param('id') id: string) {
    return { id };
  }
}

@Controller({ host: ':account.example.com' })
class AccountController {
  @Get('who') who(@HostParam('account') account: string) {
    return { account };
  }
}

@Controller({ host: 'admin.example.org', path: 'who' })
class AdminController {
  @Get() who() {
    return 'admin';
  }
}

@Controller('who')
class AnyoneController {
  @Get() who() {
    return 'anyone';
  }
}

@Controller({ path: 'things', version: '1' })
class ThingsV1 {
  @Get() list() {
    return 'v1';
  }
  @Get('only') only() {
    return 'only v1';
  }
  @Version('3') @Get('special') special() {
    return 'special v3';
  }
}

@Controller({ path: 'things', version: ['2', '2.1'] })
class ThingsV2 {
  @Get() list() {
    return 'v2';
  }
}

@Controller({ path: 'neutral', version: VERSION_NEUTRAL })
class Neutral {
  @Get() list() {
    return 'neutral';
  }
}

@Controller({ path: 'either', version: [VERSION_NEUTRAL, '2'] })
class Either {
  @Get() list() {
    return 'either';
  }
}

@Controller({ path: 'overlap', version: '1' })
class OverlapV1 {
  @Get(':id') one(@Param('id') id: string) {
    return `v1 ${id}`;
  }
}
@Controller({ path: 'overlap', version: '2' })
class OverlapV2 {
  @Get('me') me() {
    return 'v2 me';
  }
}

@Controller('headed')
class Headed {
  @Version('1') @Head() head() {}
  @Version('2') @Get() get() {
    return 'got';
  }
}

@Controller('plain')
class Plain {
  @Get() list() {
    return 'plain';
  }
}

const VERSIONED = { controllers: [ThingsV1, ThingsV2, Neutral, Either, OverlapV1, OverlapV2, Headed, Plain] };

export function describeRouting(platform: HttpPlatform): void {
  describeMethods(platform);
  describePaths(platform);
  describeHosts(platform);
  describeVersions(platform);
  describePrefixes(platform);
  describeConflicts(platform);
}

function describeMethods(platform: HttpPlatform): void {
  describe('methods', () => {
    const app = sharedApplication(platform, () => ({ controllers: [MethodsController] }));

    it.each([
      ['GET', 200],
      ['POST', 201],
      ['PUT', 200],
      ['PATCH', 200],
      ['DELETE', 200],
      ['OPTIONS', 200],
      ['SEARCH', 200],
      ['PROPFIND', 200],
      ['PROPPATCH', 200],
      ['MKCOL', 200],
      ['COPY', 200],
      ['MOVE', 200],
      ['LOCK', 200],
      ['UNLOCK', 200],
    ])('%s reaches its handler and is answered with %i', async (method, status) => {
      const reply = await app().send('/methods', { method });
      expect([reply.status, reply.text]).toEqual([status, method.toLowerCase()]);
    });

    it('getRouteMatchingOptions() says how the router compares paths', async () => {
      const { caseSensitive, ignoreTrailingSlash } = app().adapter.getRouteMatchingOptions();
      const found = async (path: string) => (await app().get(path)).status === 200;
      expect([await found('/METHODS'), await found('/methods/')]).toEqual([
        !caseSensitive,
        ignoreTrailingSlash === true,
      ]);
    });

    it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('@All takes %s', async (method) => {
      const reply = await app().send('/methods/all', { method });
      expect(reply.text).toBe('all');
    });

    it('HEAD is answered by the GET handler, without a body', async () => {
      const [head, get] = [await app().send('/methods', { method: 'HEAD' }), await app().get('/methods')];
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    });

    it('@Head has a route of its own', async () => {
      expect((await app().send('/methods/head', { method: 'HEAD' })).status).toBe(200);
      expect((await app().get('/methods/head')).status).toBe(404);
    });

    it('a method without a route is answered with 404 and the documented body', async () => {
      const reply = await app().post('/methods/head');
      expect([reply.status, reply.json()]).toEqual([
        404,
        { statusCode: 404, message: 'Cannot POST /methods/head', error: 'Not Found' },
      ]);
    });
  });
}

function describePaths(platform: HttpPlatform): void {
  describe('paths', () => {
    const app = sharedApplication(platform, () => ({ controllers: [PathsController] }));
    const at = async (path: string) => (await app().get(path)).json();

    it.each(['/cats', '/felines'])('a controller with several paths answers on %s', async (path) => {
      expect((await app().get(path)).text).toBe('list');
    });

    it.each(['/cats/a', '/cats/b/c', '/felines/b/c'])('a handler with several paths answers on %s', async (path) => {
      expect((await app().get(path)).text).toBe('several');
    });

    it('a fixed path wins over a parameter declared after it', async () => {
      expect((await app().get('/cats/static')).text).toBe('static');
    });

    it('parameters are decoded', async () => {
      expect(await at('/cats/a%20b%2Fc')).toEqual({ id: 'a b/c' });
      expect(await at('/cats/me/toys/%C3%BC')).toEqual({ owner: 'me', toy: 'ü' });
    });

    it('the query is no part of the path', async () => {
      expect(await at('/cats/7?id=8')).toEqual({ id: '7' });
    });

    it('a long parameter arrives whole', async () => {
      const id = 'x'.repeat(2_000);
      expect(await at(`/cats/${id}`)).toEqual({ id });
    });

    it('a named wildcard takes all that follows, and something must follow', async () => {
      expect(await at('/cats/deep/files/a/b.txt')).toEqual({ path: ['a', 'b.txt'] });
      expect(await at('/cats/deep/files/a%2Fb/c%20d')).toEqual({ path: ['a/b', 'c d'] });
      expect((await app().get('/cats/deep/files/')).status).toBe(404);
    });

    it('the parameters as a whole have the names of the path, and no others', async () => {
      @Controller()
      class ParametersController {
        @Get('files/*rest') files(@Param() params: object) {
          return params;
        }
        @Get('users/:id') user(@Param() params: object) {
          return params;
        }
        @Get('goes/:on') goes(@Next() next: () => void) {
          next();
        }
        @Get('goes/*path') later(@Param() params: object) {
          return params;
        }
      }
      const app = await launchForTest(platform, { controllers: [ParametersController] });
      expect((await app.get('/files/a/b')).json()).toEqual({ rest: ['a', 'b'] });
      expect((await app.get('/users/7')).json()).toEqual({ id: '7' });
      expect((await app.get('/goes/far')).json()).toEqual({ path: ['far'] });
    });

    it('a path that lacks a parameter is for the catch-all route, where there is one', async () => {
      @Controller()
      class SpecificController {
        @Get('files/*rest') files() {
          return 'files';
        }
        @Get('users/:id') user() {
          return 'user';
        }
        @Get('users/:id/posts/:post') post() {
          return 'post';
        }
      }
      @Controller()
      class CatchAllController {
        @Get('*path') all(@Param('path') path: string | string[]) {
          return ['all', path].flat().join(' ');
        }
      }
      const app = await launchForTest(platform, { controllers: [SpecificController, CatchAllController] });
      const texts = async (...paths: string[]) =>
        Promise.all(paths.map(async (path) => (await app.get(path)).text.trimEnd()));
      expect(await texts('/files/a', '/users/7', '/users/7/posts/1')).toEqual(['files', 'user', 'post']);
      expect(await texts('/files/', '/users/', '/users/7/posts/', '/users//posts/1?x=1')).toEqual([
        'all files',
        'all users',
        'all users 7 posts',
        'all users  posts 1',
      ]);
      const alone = await launchForTest(platform, { controllers: [SpecificController] });
      for (const path of ['/files/', '/users/', '/users/7/posts/']) expect((await alone.get(path)).status).toBe(404);
    });

    it('an optional wildcard takes nothing as well', async () => {
      expect(await at('/cats/maybe/')).toEqual({ rest: [] });
      expect(await at('/cats/maybe/x/y')).toEqual({ rest: ['x', 'y'] });
    });

    it('an optional group may be left out', async () => {
      expect(await at('/cats/optional')).toEqual({ id: null });
      expect(await at('/cats/optional/5')).toEqual({ id: '5' });
    });

    itWhen(platform.capabilities.wildcardWithinPath, 'a wildcard may stand within a path', async () => {
      @Controller()
      class Within {
        @Get('from/*where/to') walk(@Param('where') where: string[]) {
          return { where };
        }
      }
      const running = await launchForTest(platform, { controllers: [Within] });
      expect((await running.get('/from/a/b/to')).json()).toEqual({ where: ['a', 'b'] });
    });

    it('the old wildcard still works, with a warning that names the new one', async () => {
      @Controller()
      class Old {
        @Get('old/*') all() {
          return 'old';
        }
      }
      const running = await launchForTest(platform, { controllers: [Old] });
      expect((await running.get('/old/a/b')).text).toBe('old');
      expect(running.logger.warnings.join('\n')).toMatch(/old\/\*/);
    });
  });
}

function describeHosts(platform: HttpPlatform): void {
  describe('hosts', () => {
    const app = sharedApplication(platform, () => ({
      controllers: [AccountController, AdminController, AnyoneController],
    }));

    it('a host with a parameter takes its hosts, and gives the parameter', async () => {
      expect((await app().get('/who', { host: 'kitty.example.com:80' })).json()).toEqual({ account: 'kitty' });
    });

    it('controllers of other hosts and of no host share the path', async () => {
      expect((await app().get('/who', { host: 'admin.example.org' })).text).toBe('admin');
      expect((await app().get('/who', { host: 'elsewhere.example.net' })).text).toBe('anyone');
    });
  });
}

function describeVersions(platform: HttpPlatform): void {
  describe('versions', () => {
    it('stand in the URI', async () => {
      const app = await launchForTest(platform, {
        ...VERSIONED,
        configure: (nest) => nest.enableVersioning({ type: VersioningType.URI }),
      });
      const replies = await Promise.all(
        [
          '/v1/things',
          '/v2/things',
          '/v2.1/things',
          '/v1/things/only',
          '/v2/things/only',
          '/v3/things/special',
          '/neutral',
          '/things',
          '/plain',
        ].map((path) => app.get(path)),
      );
      expect(replies.map((reply) => (reply.status === 404 ? 404 : reply.text))).toEqual([
        'v1',
        'v2',
        'v2',
        'only v1',
        404,
        'special v3',
        'neutral',
        404,
        'plain',
      ]);
    });

    it('stand in the URI with a prefix of choice and a default', async () => {
      const app = await launchForTest(platform, {
        ...VERSIONED,
        configure: (nest) =>
          nest.enableVersioning({ type: VersioningType.URI, prefix: 'version-', defaultVersion: '1' }),
      });
      expect((await app.get('/version-1/plain')).text).toBe('plain');
      expect((await app.get('/version-2/things')).text).toBe('v2');
      expect((await app.get('/plain')).status).toBe(404);
    });

    it.each([
      ['a header', { type: VersioningType.HEADER, header: 'X-Api' }, (version: string) => ({ 'x-api': version })],
      [
        'the media type',
        { type: VersioningType.MEDIA_TYPE, key: 'v=' },
        (version: string) => ({ accept: `application/json;v=${version}` }),
      ],
      [
        'what an extractor finds',
        { type: VersioningType.CUSTOM, extractor: (request: any) => request.headers['x-mine'] ?? '' },
        (version: string) => ({ 'x-mine': version }),
      ],
    ] as const)('stand in %s', async (_name, options, headers) => {
      const app = await launchForTest(platform, { ...VERSIONED, configure: (nest) => nest.enableVersioning(options) });
      expect((await app.get('/things', headers('1'))).text).toBe('v1');
      expect((await app.get('/things', headers('2.1'))).text).toBe('v2');
      expect((await app.get('/things', headers('9'))).status).toBe(404);
      expect((await app.get('/things')).status).toBe(404);
      expect((await app.get('/neutral', headers('7'))).text).toBe('neutral');
      expect((await app.get('/neutral')).text).toBe('neutral');
    });

    it('go to the next path that takes the request, if the more specific one is of another version', async () => {
      const options: VersioningOptions = { type: VersioningType.HEADER, header: 'X-Version' };
      const app = await launchForTest(platform, { ...VERSIONED, configure: (nest) => nest.enableVersioning(options) });
      expect((await app.get('/overlap/me', { 'x-version': '2' })).text).toBe('v2 me');
      expect((await app.get('/overlap/me', { 'x-version': '1' })).text).toBe('v1 me');
      expect((await app.get('/overlap/me', { 'x-version': '3' })).status).toBe(404);
    });

    it('go from a route for HEAD to the one for GET of the same path', async () => {
      const options: VersioningOptions = { type: VersioningType.HEADER, header: 'X-Version' };
      const app = await launchForTest(platform, { ...VERSIONED, configure: (nest) => nest.enableVersioning(options) });
      expect((await app.send('/headed', { method: 'HEAD', headers: { 'x-version': '2' } })).status).toBe(200);
    });

    it.each(['header', 'media type'])(
      'in a list, VERSION_NEUTRAL takes requests that name no version: %s',
      async (by) => {
        const options: VersioningOptions =
          by === 'header'
            ? { type: VersioningType.HEADER, header: 'X-Version' }
            : { type: VersioningType.MEDIA_TYPE, key: 'v=' };
        const asking = (version: string) =>
          by === 'header' ? { 'x-version': version } : { accept: `application/json;v=${version}` };
        const app = await launchForTest(platform, {
          ...VERSIONED,
          configure: (nest) => nest.enableVersioning(options),
        });
        expect((await app.get('/either')).text).toBe('either');
        expect((await app.get('/either', asking('2'))).text).toBe('either');
        expect((await app.get('/either', asking('3'))).status).toBe(404);
      },
    );

    it('of an extractor may be several, the highest first', async () => {
      const app = await launchForTest(platform, {
        ...VERSIONED,
        configure: (nest) => nest.enableVersioning({ type: VersioningType.CUSTOM, extractor: () => ['9', '2', '1'] }),
      });
      expect((await app.get('/things')).text).toBe('v2');
      expect((await app.get('/things/only')).text).toBe('only v1');
    });
  });
}

function describePrefixes(platform: HttpPlatform): void {
  describe('prefixes', () => {
    it('a global prefix stands before every route but those excluded', async () => {
      const app = await launchForTest(platform, {
        controllers: [PathsController, MethodsController, AnyoneController],
        configure: (nest) =>
          nest.setGlobalPrefix('api/v0', { exclude: ['who', { path: 'methods', method: RequestMethod.GET }] }),
      });
      const status = async (path: string, method = 'GET') => (await app.send(path, { method })).status;
      expect(await status('/api/v0/cats')).toBe(200);
      expect(await status('/cats')).toBe(404);
      expect(await status('/who')).toBe(200);
      expect(await status('/api/v0/who')).toBe(404);
      expect(await status('/methods')).toBe(200);
      expect(await status('/methods', 'PUT')).toBe(404);
      expect(await status('/api/v0/methods', 'PUT')).toBe(200);
    });

    it('an exclusion is read as it is written: with a slash at the end it excludes nothing', async () => {
      const status = async (exclude: string, path: string) => {
        const app = await launchForTest(platform, {
          controllers: [PathsController, AnyoneController],
          configure: (nest) => nest.setGlobalPrefix('api', { exclude: [exclude] }),
        });
        return (await app.get(path)).status;
      };
      expect(await status('who/', '/api/who')).toBe(200);
      expect(await status('/who/', '/who')).toBe(404);
      expect(await status('{/who}', '/who')).toBe(200);
    });

    it('RouterModule gives modules paths, nested ones too', async () => {
      @Module({ controllers: [Plain] })
      class Inner {}
      @Module({ controllers: [AnyoneController], imports: [Inner] })
      class Outer {}
      const app = await launchForTest(platform, {
        imports: [
          Outer,
          RouterModule.register([{ path: 'outer', module: Outer, children: [{ path: ':id/inner', module: Inner }] }]),
        ],
      });
      expect((await app.get('/outer/who')).text).toBe('anyone');
      expect((await app.get('/outer/5/inner/plain')).text).toBe('plain');
      expect((await app.get('/plain')).status).toBe(404);
    });

    it('a prefix, a version and a module path stand in this order', async () => {
      @Module({ controllers: [ThingsV1] })
      class Things {}
      const app = await launchForTest(platform, {
        imports: [Things, RouterModule.register([{ path: 'mod', module: Things }])],
        configure: (nest) => nest.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI }),
      });
      expect((await app.get('/api/v1/mod/things')).text).toBe('v1');
    });
  });
}

function describeConflicts(platform: HttpPlatform): void {
  @Controller('twice')
  class First {
    @Get() get() {
      return 'first';
    }
  }
  @Controller('twice')
  class Second {
    @Get() get() {
      return 'second';
    }
  }
  const controllers = [First, Second];

  describe('conflicts', () => {
    it('leave the first route in charge, silently by default', async () => {
      const app = await launchForTest(platform, { controllers });
      expect((await app.get('/twice')).text).toBe('first');
      expect(app.logger.warnings).toEqual([]);
    });

    it('are reported at start, with both names', async () => {
      const app = await launchForTest(platform, {
        controllers,
        options: { routeConflictPolicy: { duplicate: 'warn' } },
      });
      expect(app.logger.warnings.join()).toMatch(/Second[\s\S]*First/);
    });

    it('prevent the application from starting when configured', async () => {
      const start = launchForTest(platform, { controllers, options: { routeConflictPolicy: { duplicate: 'error' } } });
      await expect(start).rejects.toMatchObject({ code: 'PORTICO_ROUTE_CONFLICT' });
    });
  });
}
