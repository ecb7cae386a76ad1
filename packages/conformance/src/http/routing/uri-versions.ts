import {
  Controller,
  Get,
  type INestApplication,
  type MiddlewareConsumer,
  RequestMethod,
  VersioningType,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { refuse } from '../middleware-paths/recorder.js';
import { launchForTest, type Running } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

/** Versions of URIs with characters that have a meaning in paths, or that clients encode. */
export function describeUriVersions(platform: HttpPlatform): void {
  describe('versions in the URI are text', () => {
    it.each([
      ['a colon', '1:x', '/v1:x/cats', ['/v1/cats', '/v1a/cats']],
      ['parentheses', '1(2)', '/v1(2)/cats', ['/v12/cats']],
      ['braces', '1{2}', '/v1%7B2%7D/cats', ['/v1/cats', '/v12/cats']],
      ['an asterisk', '1*', '/v1*/cats', ['/v1/cats', '/v1a/cats', '/v1/a/cats']],
      ['an asterisk with a name', '1*x', '/v1*x/cats', ['/v1a/cats']],
      ['a plus sign', '1+2', '/v1+2/cats', ['/v112/cats']],
      ['a question mark', '1:x?', '/v1:x%3F/cats', ['/v1/cats', '/v1a/cats']],
      ['text outside ASCII', 'größe', '/vgr%C3%B6%C3%9Fe/cats', []],
      ['percent-encoded text', 'gr%C3%B6%C3%9Fe', '/vgr%C3%B6%C3%9Fe/cats', []],
      ['a space', '1 2', '/v1%202/cats', []],
      ['a percent sign', '50%', '/v50%25/cats', []],
    ])('%s, or the platform says that its router cannot match it', async (_what, version, path, others) => {
      const app = await start(platform, version, {});
      if (!app) return;
      expect((await app.get(path)).text).toBe('cats');
      for (const other of others) expect([other, (await app.get(other)).status]).toEqual([other, 404]);
    });

    it.each(['1:x', '1(2)', '1+2', 'größe', '1 2'])('%j can be matched by every router', async (version) => {
      expect(await start(platform, version, {})).toBeDefined();
    });

    it.each([
      ['ü:', '/%C3%BC:1/cats'],
      ['%C3%BC-', '/%C3%BC-1/cats'],
      ['(v)', '/(v)1/cats'],
      ['/version-', '/version-1/cats'],
      ['api//v', '/api/v1/cats'],
      ['version/', '/version/1/cats'],
    ])('the prefix %j', async (prefix, path) => {
      const app = await start(platform, '1', { prefix });
      expect((await app!.get(path)).text).toBe('cats');
    });

    it.each([
      ['1:x', '/v1:x/cats', 'v1\\:x/cats'],
      ['größe', '/vgr%C3%B6%C3%9Fe/cats', 'vgröße/cats'],
    ])('middleware meets the route of version %j', async (version, path, asPath) => {
      for (const route of [{ path: 'cats', method: RequestMethod.GET, version }, asPath, ':version/cats']) {
        const guarded = await start(platform, version, {}, (consumer) => consumer.apply(refuse).forRoutes(route));
        expect([route, (await guarded!.get(path)).status]).toEqual([route, 401]);
        const excluded = await start(platform, version, {}, (consumer) =>
          consumer.apply(refuse).exclude(route).forRoutes('{*path}'),
        );
        expect([route, (await excluded!.get(path)).text]).toEqual([route, 'cats']);
      }
    });

    it('middleware for a path under a prefix meets a version whose prefix has slashes', async () => {
      const app = await start(
        platform,
        '1:x',
        { prefix: 'Api/ü' },
        (consumer) => consumer.apply(refuse).forRoutes('{*path}'),
        (nest) => nest.setGlobalPrefix('under', { exclude: ['cats'] }),
      );
      expect((await app!.get('/Api/%C3%BC1:x/cats')).status).toBe(401);
    });
  });
}

/** Starts an application with one versioned route; returns `undefined` if its platform cannot match the version. */
async function start(
  platform: HttpPlatform,
  version: string,
  { prefix }: { prefix?: string },
  consume: (consumer: MiddlewareConsumer) => unknown = () => undefined,
  configure: (app: INestApplication) => unknown = () => undefined,
): Promise<Running | undefined> {
  @Controller({ path: 'cats', version })
  class Cats {
    @Get() list() {
      return 'cats';
    }
  }
  class ConfiguredModule {
    configure(consumer: MiddlewareConsumer) {
      consume(consumer);
    }
  }
  const starting = launchForTest(platform, {
    controllers: [Cats],
    imports: [ConfiguredModule],
    configure: (app) => {
      app.enableVersioning({ type: VersioningType.URI, ...(prefix !== undefined && { prefix }) });
      configure(app);
    },
  });
  return starting.catch((error: unknown) => {
    expect(error).toMatchObject({ code: expect.stringMatching(/_PATH$/) });
    return undefined;
  });
}
