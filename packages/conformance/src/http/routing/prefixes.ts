import { Module, RequestMethod, VersioningType } from '@portico/common';
import { RouterModule } from '@portico/core';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { AnyoneController, MethodsController, PathsController, Plain, ThingsV1 } from './controllers.js';

export function describePrefixes(platform: HttpPlatform): void {
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
