import { Controller, Get, RequestMethod, VERSION_NEUTRAL, Version, VersioningType } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { type Configure, refuse, type Start, statusOf } from './recorder.js';

export function describeChosenVersions(start: Start): void {
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

  describe('with versions that requests choose', () => {
    it.each([
      ['2,1', 401, 'v2'],
      ['3,2,1', 401, 'v2'],
      ['1,2', 200, 'v1'],
      ['3,1', 200, 'v1'],
      ['1', 200, 'v1'],
      ['2', 401, 'v2'],
    ])(
      'exclude() for version 1 depends on the version of the route that is reached: %s',
      async (asked, guarded, reached) => {
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
      },
    );

    it('middleware excluded for one version runs for a neutral route unless the request names only that version', async () => {
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
    ])('forRoutes() for version 1 depends on the version of the route that is reached: %s', async (asked, status) => {
      const app = await start(
        versions,
        (consumer) => consumer.apply(refuse).forRoutes({ path: 'items', method: RequestMethod.ALL, version: '1' }),
        byList,
      );
      expect(await statusOf(app, '/items', asking(asked))).toBe(status);
    });

    it('forRoutes() for version 1 does not run for a less specific route without a version', async () => {
      @Controller({ path: 'items', version: VERSION_NEUTRAL })
      class OtherItems {
        @Get('*rest') rest() {
          return 'rest';
        }
      }
      @Controller({ path: 'items', version: '1' })
      class SpecialItems {
        @Get('special') special() {
          return 'special';
        }
      }
      const app = await start(
        [SpecialItems, OtherItems],
        (consumer) => consumer.apply(refuse).forRoutes({ path: 'items', method: RequestMethod.ALL, version: '1' }),
        (nest) => nest.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' }),
      );
      expect(await statusOf(app, '/items/special', asking('1'))).toBe(401);
      expect((await app.get('/items/special')).text).toBe('rest');
    });

    it.each<[string, any, Record<string, string>]>([
      ['a media type', { type: VersioningType.MEDIA_TYPE, key: 'v=' }, { accept: 'application/json;v=1' }],
      ['a header', { type: VersioningType.HEADER, header: 'x-version' }, asking('1')],
    ])('a middleware for a version in %s may reply itself, with a version or without', async (_what, type, asked) => {
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
    });
  });
}
