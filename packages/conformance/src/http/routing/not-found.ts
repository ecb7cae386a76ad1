import {
  All,
  Catch,
  Controller,
  Delete,
  type ExceptionFilter,
  Get,
  MethodNotAllowedException,
  Next,
  Post,
  Put,
  VERSION_NEUTRAL,
  VersioningType,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

@Controller('cats')
class CatsController {
  @Get() list() {
    return 'list';
  }
  @Post() create() {
    return 'created';
  }
  @Put(':id') replace() {
    return 'replaced';
  }
  @Delete(':id') remove() {
    return 'removed';
  }
  @Get('next') pass(@Next() next: () => void) {
    next();
  }
  @Post('next') post() {
    return 'posted';
  }
  @All('any') any() {
    return 'any';
  }
}

@Controller({ path: 'things', version: '1' })
class ThingsV1 {
  @Get() list() {
    return 'v1';
  }
}

@Controller({ path: 'things', version: '2' })
class ThingsV2 {
  @Post() create() {
    return 'v2';
  }
}

@Controller({ path: 'hosted', host: 'a.example.com' })
class HostedController {
  @Get() list() {
    return 'hosted';
  }
}

@Controller('files')
class FilesController {
  @Get('{*path}') read() {
    return 'file';
  }
}

/** Replies to requests without a matching route. */
export function describeNotFound(platform: HttpPlatform): void {
  describe('methodNotAllowed: true', () => {
    const app = sharedApplication(platform, () => ({
      controllers: [CatsController, HostedController, FilesController],
      options: { methodNotAllowed: true },
    }));
    const ask = async (path: string, method: string, headers = {}): Promise<[number, string | undefined]> => {
      const reply = await app().send(path, { method, headers });
      return [reply.status, reply.headers.allow];
    };

    it('answers with 405 and the methods of the path', async () => {
      const reply = await app().send('/cats?x=1', { method: 'DELETE' });
      expect([reply.status, reply.headers.allow, reply.json()]).toEqual([
        405,
        'GET, POST, HEAD',
        { statusCode: 405, message: 'Cannot DELETE /cats?x=1', error: 'Method Not Allowed' },
      ]);
    });

    it('compares parameters like the router', async () => {
      expect(await ask('/cats/7', 'GET')).toEqual([405, 'PUT, DELETE']);
      expect(await ask('/cats/7', 'HEAD')).toEqual([405, 'PUT, DELETE']);
      expect(await ask('/cats/7/toys', 'GET')).toEqual([404, undefined]);
    });

    it.each(['/files', '/files/', '/files/a'])('does not list methods that %s does not have', async (path) => {
      const [status] = await ask(path, 'GET');
      const replied = await ask(path, 'DELETE');
      if (status === 404) expect(replied).toEqual([404, undefined]);
      else if (path === '/files/a') expect(replied).toEqual([405, 'GET, HEAD']);
      // A router may match more paths than the pattern. A reply of 404 does not list methods, either.
      else
        expect([
          [405, 'GET, HEAD'],
          [404, undefined],
        ]).toContainEqual(replied);
    });

    it.each([
      '/cats/',
      '//cats',
      '/cats//',
      '/CATS',
      '/%63ats',
      '/cats%2F',
      '/cats\\',
      '\\cats',
      '/cats?x=/y//z',
      '/cats/%37',
      '/cats//7',
      '/files//a//b',
      '*cats',
      'http://h/cats',
      'http://h//cats',
      'http://h/cats//7',
      'http://h/files//a',
      'http://h?/cats',
    ])('compares the path of the target %s like the router', async (target) => {
      const ask = async (method: string) => {
        const reply = await app().raw(`${method} ${target}`);
        const allow = /^allow: (.*)\r$/im.exec(reply)?.[1];
        return { status: Number(reply.slice(9, 12)), allowed: allow?.split(', ') ?? [] };
      };
      // One of these has a route for every path that has one.
      const found = await Promise.all(
        ['GET', 'PUT'].map(async (method) => [method, (await ask(method)).status === 200]),
      );
      const { status, allowed } = await ask('PATCH');
      for (const [method, isFound] of found)
        expect([method, allowed.includes(String(method))]).toEqual([method, isFound]);
      expect(status === 405).toBe(allowed.length > 0);
    });

    it('does not list methods for OPTIONS *', async () => {
      expect(await app().raw('OPTIONS *')).toMatch(/^HTTP\/1\.1 40[04] /);
    });

    it('answers a path that cannot be decoded with 400', async () => {
      expect(await ask('/cats/%zz', 'PATCH')).toEqual([400, undefined]);
    });

    it('answers OPTIONS like any other method', async () => {
      expect(await ask('/cats', 'OPTIONS')).toEqual([405, 'GET, POST, HEAD']);
    });

    it('answers with 404 if no method has a route', async () => {
      expect(await ask('/nowhere', 'GET')).toEqual([404, undefined]);
      expect(await ask('/', 'POST')).toEqual([404, undefined]);
    });

    it('answers with 404 if the route of the method did not accept the request', async () => {
      expect(await ask('/cats/next', 'GET')).toEqual([404, undefined]);
    });

    it('compares hosts', async () => {
      expect(await ask('/hosted', 'POST', { host: 'a.example.com' })).toEqual([405, 'GET, HEAD']);
      expect(await ask('/hosted', 'POST', { host: 'b.example.com' })).toEqual([404, undefined]);
    });

    it('does not affect a route for all methods', async () => {
      expect(await ask('/cats/any', 'PATCH')).toEqual([200, undefined]);
    });

    it('compares the prefix and the versions of the request', async () => {
      const versioned = await launchForTest(platform, {
        controllers: [ThingsV1, ThingsV2],
        options: { methodNotAllowed: true },
        configure: (nest) =>
          nest.setGlobalPrefix('api').enableVersioning({ type: VersioningType.HEADER, header: 'x-version' }),
      });
      const allowed = async (path: string, method: string, version: string) => {
        const reply = await versioned.send(path, { method, headers: { 'x-version': version } });
        return [reply.status, reply.headers.allow];
      };
      expect(await allowed('/api/things', 'POST', '1')).toEqual([405, 'GET, HEAD']);
      expect(await allowed('/api/things', 'GET', '2')).toEqual([405, 'POST']);
      expect(await allowed('/api/things', 'GET', '3')).toEqual([404, undefined]);
      expect(await allowed('/things', 'POST', '1')).toEqual([404, undefined]);
    });

    it('passes a MethodNotAllowedException to filters', async () => {
      @Catch(MethodNotAllowedException)
      class Filter implements ExceptionFilter {
        catch(error: MethodNotAllowedException, host: any): void {
          host.switchToHttp().getResponse().status(error.getStatus()).send('by the filter');
        }
      }
      const filtered = await launchForTest(platform, {
        controllers: [CatsController],
        options: { methodNotAllowed: true },
        configure: (nest) => nest.useGlobalFilters(new Filter()),
      });
      const reply = await filtered.send('/cats', { method: 'PATCH' });
      expect([reply.status, reply.headers.allow, reply.text]).toEqual([405, 'GET, POST, HEAD', 'by the filter']);
    });

    it('calls the filters if a version extractor throws', async () => {
      let broken = false;
      const failing = await launchForTest(platform, {
        controllers: [CatsController],
        options: { methodNotAllowed: true },
        configure: (nest) =>
          nest.enableVersioning({
            type: VersioningType.CUSTOM,
            defaultVersion: VERSION_NEUTRAL,
            extractor: () => {
              if (broken) throw new Error('no version');
              return '1';
            },
          }),
      });
      broken = true;
      expect((await failing.send('/cats', { method: 'PATCH' })).status).toBe(500);
    });
  });

  it('without that option, another method is answered with 404', async () => {
    const app = await launchForTest(platform, { controllers: [CatsController] });
    const reply = await app.send('/cats', { method: 'DELETE' });
    expect([reply.status, reply.headers.allow]).toEqual([404, undefined]);
  });
}
