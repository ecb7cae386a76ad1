import { Controller, Get, Module, RequestMethod, VersioningType } from '@portico/common';
import { RouterModule } from '@portico/core';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { AnyoneController, MethodsController, PathsController, Plain, ThingsV1 } from './controllers.js';

export function describePrefixes(platform: HttpPlatform): void {
  describe('prefixes', () => {
    it('a global prefix applies to all routes except excluded ones', async () => {
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

    describe('an exclusion with a slash at the end', () => {
      @Controller('/a/')
      class Slashed {
        @Get() root() {
          return 'root';
        }
        @Get('x') bare() {
          return 'bare';
        }
        @Get('y/') slashed() {
          return 'slashed';
        }
      }
      @Controller('listed')
      class Listed {
        @Get(['', 'z']) listed() {
          return 'listed';
        }
      }
      @Controller('both/')
      class ListedBelowSlash {
        @Get(['', 'z']) listed() {
          return 'listed';
        }
      }
      const app = sharedApplication(platform, () => ({
        controllers: [Slashed, Listed, ListedBelowSlash, PathsController, AnyoneController],
        configure: (nest) =>
          nest.setGlobalPrefix('api', {
            exclude: ['/a/', 'listed/', 'both/', 'a/x/', { path: 'a/y/', method: RequestMethod.GET }, 'who/', '{/who}'],
          }),
      }));
      const status = async (path: string) => (await app().get(path)).status;

      it.each(['/a', '/a/y', '/both'])(
        'excludes routes that are declared with a slash at the end, or with an empty path: %s',
        async (path) => {
          expect([await status(path), await status(`/api${path}`)]).toEqual([200, 404]);
        },
      );

      it('does not exclude routes that are declared without it', async () => {
        expect([await status('/a/x'), await status('/api/a/x')]).toEqual([404, 200]);
        expect([await status('/listed'), await status('/api/listed')]).toEqual([404, 200]);
      });

      it('may be optional', async () => {
        expect([await status('/who'), await status('/api/who')]).toEqual([200, 404]);
      });
    });

    it('RouterModule sets the paths of modules, including nested ones', async () => {
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

    it('the prefix, the version and the path of the module are in this order', async () => {
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
