import { All, Controller, Get, Next, Param, VERSION_NEUTRAL, VersioningType } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { PathsController } from './controllers.js';

@Controller('repeated/:id')
class RepeatedController {
  @Get(':id') last(@Param('id') id: string) {
    return { id };
  }
}

export function describePaths(platform: HttpPlatform): void {
  describe('paths', () => {
    const app = sharedApplication(platform, () => ({ controllers: [PathsController, RepeatedController] }));
    const at = async (path: string) => (await app().get(path)).json();

    it.each(['/cats', '/felines'])('a controller with several paths answers on %s', async (path) => {
      expect((await app().get(path)).text).toBe('list');
    });

    it.each(['/cats/a', '/cats/b/c', '/felines/b/c'])('a handler with several paths answers on %s', async (path) => {
      expect((await app().get(path)).text).toBe('several');
    });

    it('a fixed path takes precedence over a parameter that is declared after it', async () => {
      expect((await app().get('/cats/static')).text).toBe('static');
    });

    it('parameters are decoded', async () => {
      expect(await at('/cats/a%20b%2Fc')).toEqual({ id: 'a b/c' });
      expect(await at('/cats/me/toys/%C3%BC')).toEqual({ owner: 'me', toy: 'ü' });
    });

    it('of two parameters with the same name the last one is used, and neither may be empty', async () => {
      expect(await at('/repeated/1/2')).toEqual({ id: '2' });
      expect((await app().get('/repeated//2')).status).toBe(404);
    });

    it('a request for the whole server (`*`) does not reach the route of the root', async () => {
      @Controller()
      class RootController {
        @All() root() {
          return 'root';
        }
        @Get('private') inner() {
          return 'private';
        }
      }
      const app = await launchForTest(platform, { controllers: [RootController] });
      for (const start of ['OPTIONS *', 'GET *', 'GET *private']) {
        expect(await app.raw(start)).toMatch(/^HTTP\/1\.1 40[04] /);
      }
    });

    it('the query is not part of the path', async () => {
      expect(await at('/cats/7?id=8')).toEqual({ id: '7' });
    });

    it('a long parameter is not truncated', async () => {
      const id = 'x'.repeat(2_000);
      expect(await at(`/cats/${id}`)).toEqual({ id });
    });

    it('a named wildcard matches one or more segments', async () => {
      expect(await at('/cats/deep/files/a/b.txt')).toEqual({ path: ['a', 'b.txt'] });
      expect(await at('/cats/deep/files/a%2Fb/c%20d')).toEqual({ path: ['a/b', 'c d'] });
      expect((await app().get('/cats/deep/files/')).status).toBe(404);
    });

    it('the object of all parameters has only the names of the path', async () => {
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

    it.each([undefined, null])('next(%j) goes on with the next route', async (nothing) => {
      @Controller()
      class GoingOnController {
        @Get('goes/on') specific(@Next() next: (error?: unknown) => void) {
          next(nothing);
        }
        @Get('goes/:where') general(@Param('where') where: string) {
          return where;
        }
      }
      @Controller({ path: 'versioned', version: '2' })
      class SecondVersion {
        @Get() list(@Next() next: (error?: unknown) => void) {
          next(nothing);
        }
      }
      @Controller({ path: 'versioned', version: '1' })
      class FirstVersion {
        @Get() list() {
          return 'v1';
        }
      }
      const app = await launchForTest(platform, {
        controllers: [GoingOnController, SecondVersion, FirstVersion],
        configure: (nest) =>
          nest.enableVersioning({
            type: VersioningType.CUSTOM,
            extractor: () => ['2', '1'],
            defaultVersion: VERSION_NEUTRAL,
          }),
      });
      expect((await app.get('/goes/on')).text).toBe('on');
      expect((await app.get('/versioned')).text).toBe('v1');
    });

    it('a path without a required parameter reaches the catch-all route, if there is one', async () => {
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

    it('an optional wildcard also matches nothing', async () => {
      expect(await at('/cats/maybe/')).toEqual({ rest: [] });
      expect(await at('/cats/maybe/x/y')).toEqual({ rest: ['x', 'y'] });
    });

    it('an optional group may be omitted', async () => {
      expect(await at('/cats/optional')).toEqual({ id: null });
      expect(await at('/cats/optional/5')).toEqual({ id: '5' });
    });

    itWhen(platform.capabilities.wildcardWithinPath, 'a wildcard may be in the middle of a path', async () => {
      @Controller()
      class Within {
        @Get('from/*where/to') walk(@Param('where') where: string[]) {
          return { where };
        }
      }
      const running = await launchForTest(platform, { controllers: [Within] });
      expect((await running.get('/from/a/b/to')).json()).toEqual({ where: ['a', 'b'] });
    });

    it('the legacy wildcard works, with a warning that names its replacement', async () => {
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
