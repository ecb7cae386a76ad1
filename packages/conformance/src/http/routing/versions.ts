import {
  Controller,
  Get,
  Head,
  Param,
  VERSION_NEUTRAL,
  Version,
  type VersioningOptions,
  VersioningType,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { Plain, ThingsV1 } from './controllers.js';

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

const VERSIONED = { controllers: [ThingsV1, ThingsV2, Neutral, Either, OverlapV1, OverlapV2, Headed, Plain] };

export function describeVersions(platform: HttpPlatform): void {
  describe('versions', () => {
    it('are read from the URI', async () => {
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

    it('are read from the URI with a custom prefix and a default version', async () => {
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
        'the result of an extractor',
        { type: VersioningType.CUSTOM, extractor: (request: any) => request.headers['x-mine'] ?? '' },
        (version: string) => ({ 'x-mine': version }),
      ],
    ] as const)('are read from %s', async (_name, options, headers) => {
      const app = await launchForTest(platform, { ...VERSIONED, configure: (nest) => nest.enableVersioning(options) });
      expect((await app.get('/things', headers('1'))).text).toBe('v1');
      expect((await app.get('/things', headers('2.1'))).text).toBe('v2');
      expect((await app.get('/things', headers('9'))).status).toBe(404);
      expect((await app.get('/things')).status).toBe(404);
      expect((await app.get('/neutral', headers('7'))).text).toBe('neutral');
      expect((await app.get('/neutral')).text).toBe('neutral');
    });

    it('reach the next matching path if the more specific one has another version', async () => {
      const options: VersioningOptions = { type: VersioningType.HEADER, header: 'X-Version' };
      const app = await launchForTest(platform, { ...VERSIONED, configure: (nest) => nest.enableVersioning(options) });
      expect((await app.get('/overlap/me', { 'x-version': '2' })).text).toBe('v2 me');
      expect((await app.get('/overlap/me', { 'x-version': '1' })).text).toBe('v1 me');
      expect((await app.get('http://h/overlap/me', { 'x-version': '1' })).text).toBe('v1 me');
      expect((await app.get('/overlap/me', { 'x-version': '3' })).status).toBe(404);
    });

    it('of HEAD requests reach the route for GET if the one for HEAD has another version', async () => {
      const options: VersioningOptions = { type: VersioningType.HEADER, header: 'X-Version' };
      const app = await launchForTest(platform, { ...VERSIONED, configure: (nest) => nest.enableVersioning(options) });
      expect((await app.send('/headed', { method: 'HEAD', headers: { 'x-version': '2' } })).status).toBe(200);
    });

    it.each(['header', 'media type'])(
      'in a list with VERSION_NEUTRAL, requests without a version match: %s',
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

    it('of an extractor may be a list, the highest first', async () => {
      const app = await launchForTest(platform, {
        ...VERSIONED,
        configure: (nest) => nest.enableVersioning({ type: VersioningType.CUSTOM, extractor: () => ['9', '2', '1'] }),
      });
      expect((await app.get('/things')).text).toBe('v2');
      expect((await app.get('/things/only')).text).toBe('only v1');
    });
  });
}
