import { Controller, Get, RequestMethod, VersioningType } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { type Configure, PLAIN, refuse, type Start, statusOf } from './recorder.js';

export function describeUriVersions(start: Start): void {
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
    ])('a path without a version also means the default versions: %s', async (_where, prefix) => {
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
