import 'reflect-metadata';
import { request } from 'node:http';
import {
  All,
  Controller,
  Get,
  Header,
  HostParam,
  Module,
  Param,
  Post,
  Req,
  RequestMethod,
  Search,
  VERSION_NEUTRAL,
  Version,
  VersioningType,
} from '@portico/common';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, create, type Running, serve } from '../application.fixture.js';
import { RouterModule } from './router-module.js';

afterEach(closeAll);

@Controller(['a', 'b'])
class ManyPaths {
  @Get(['x', 'y'])
  get() {
    return 'many';
  }

  @Search('x')
  search() {
    return 'search';
  }
}

@Controller({ path: 'cats', version: '1' })
class CatsV1 {
  @Get()
  get() {
    return 'v1';
  }

  @Version(['2', '3'])
  @Get()
  getNext() {
    return 'v2+3';
  }

  @Version(VERSION_NEUTRAL)
  @Get('neutral')
  neutral() {
    return 'neutral';
  }

  @Version(VERSION_NEUTRAL)
  @Get()
  rest() {
    return 'any';
  }
}

const text = async ({ fetch }: Running, path: string, init?: RequestInit): Promise<string> => {
  const response = await fetch(path, init);
  return response.ok ? response.text() : String(response.status);
};

describe('routes', () => {
  it('are served at all paths and prefixes, with all method decorators', async () => {
    const running = await serve({ controllers: [ManyPaths] });
    for (const path of ['/a/x', '/a/y', '/b/x', '/b/y']) expect(await text(running, path)).toBe('many');
    expect(await text(running, '/b/x', { method: 'SEARCH' })).toBe('search');
    expect(await text(running, '/a/z')).toBe('404');
  });

  it('have the global prefix, except excluded ones', async () => {
    @Controller()
    class Health {
      @Get('health') health() {
        return 'up';
      }
      @Post('health') report() {
        return 'reported';
      }
      @Get('cats/:id') cat() {
        return 'cat';
      }
      @Get('dogs') dogs() {
        return 'dogs';
      }
    }
    const running = await serve({ controllers: [Health] }, (app) =>
      app.setGlobalPrefix('/api/', { exclude: [{ path: 'health', method: RequestMethod.GET }, 'cats/:id'] }),
    );
    expect(await text(running, '/health')).toBe('up');
    expect(await text(running, '/api/health')).toBe('404');
    expect(await text(running, '/api/health', { method: 'POST' })).toBe('reported');
    expect(await text(running, '/cats/4')).toBe('cat');
    expect(await text(running, '/api/dogs')).toBe('dogs');
  });

  it('have their version in the path', async () => {
    const running = await serve({ controllers: [CatsV1] }, (app) =>
      app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI }),
    );
    expect(await text(running, '/api/v1/cats')).toBe('v1');
    expect(await text(running, '/api/v2/cats')).toBe('v2+3');
    expect(await text(running, '/api/v3/cats')).toBe('v2+3');
    expect(await text(running, '/api/cats/neutral')).toBe('neutral');
    expect(await text(running, '/api/cats')).toBe('any');
    expect(await text(running, '/api/v4/cats')).toBe('404');
  });

  it.each([
    [
      'header',
      { type: VersioningType.HEADER, header: 'X-Version' } as const,
      (version: string) => ({ 'x-version': version }),
    ],
    [
      'media type',
      { type: VersioningType.MEDIA_TYPE, key: 'v=' } as const,
      (version: string) => ({ accept: `application/json;v=${version}` }),
    ],
    [
      'extractor',
      { type: VersioningType.CUSTOM, extractor: (request: any) => request.headers['x-custom'] ?? [] } as const,
      (version: string) => ({ 'x-custom': version }),
    ],
  ])('are chosen by the version in the %s', async (_name, versioning, headers) => {
    const running = await serve({ controllers: [CatsV1] }, (app) => app.enableVersioning(versioning));
    expect(await text(running, '/cats', { headers: headers('1') })).toBe('v1');
    expect(await text(running, '/cats', { headers: headers('3') })).toBe('v2+3');
    expect(await text(running, '/cats', { headers: headers('9') })).toBe('any');
    expect(await text(running, '/cats')).toBe('any');
    expect(await text(running, '/cats/neutral', { headers: headers('1') })).toBe('neutral');
  });

  it('are chosen by the first of several requested versions, in any order of declaration', async () => {
    const running = await serve({ controllers: [CatsV1] }, (app) =>
      app.enableVersioning({ type: VersioningType.CUSTOM, extractor: () => ['2', '1'] }),
    );
    expect(await text(running, '/cats')).toBe('v2+3');
  });

  it('reply with 500 if an extractor throws', async () => {
    const running = await serve({ controllers: [CatsV1] }, (app) =>
      app.enableVersioning({
        type: VersioningType.CUSTOM,
        extractor: () => {
          throw new Error('broken');
        },
      }),
    );
    expect(await text(running, '/cats')).toBe('500');
  });

  it('are tried in the order of declaration, even if the path had another method before', async () => {
    @Controller('heroes')
    class Heroes {
      @Post(':name') move() {
        return 'moved';
      }
      @Get('rewards') rewards() {
        return 'rewards';
      }
      @All(':name/*rest') all() {
        return 'all';
      }
      @Get(':name') one() {
        return 'one';
      }
      @Get(':name/late') late() {
        return 'late';
      }
    }
    const running = await serve({ controllers: [Heroes] });
    expect(await text(running, '/heroes/rewards')).toBe('rewards');
    expect(await text(running, '/heroes/ada')).toBe('one');
    expect(await text(running, '/heroes/ada/late')).toBe('all');
  });

  it('reply with 500 if a header cannot be computed or sent', async () => {
    @Controller()
    class Headers {
      @Get('throws')
      @Header('x-a', () => {
        throw new Error('broken');
      })
      throws(@Req() _request: unknown) {}
      @Get('breaks') @Header('x-a', 'a\r\nb: c') breaks() {
        return {};
      }
    }
    const running = await serve({ controllers: [Headers] });
    expect(await text(running, '/throws')).toBe('500');
    const broken = await running.fetch('/breaks');
    expect([broken.status, broken.headers.get('b')]).toEqual([500, null]);
  });

  it('are chosen by the host, and have its parameters', async () => {
    @Controller({ path: 'who', host: ':account.example.com' })
    class Tenants {
      @Get() get(@HostParam('account') account: string) {
        return account;
      }
    }
    @Controller({ path: 'who', host: /^admin\.(?<zone>\w+)$/ })
    class Admin {
      @Get() get(@HostParam() hosts: object) {
        return hosts;
      }
    }
    @Controller('who')
    class Anyone {
      @Get() get() {
        return 'anyone';
      }
    }
    const { url } = await serve({ controllers: [Tenants, Admin, Anyone] });
    const as = (host: string): Promise<string> =>
      new Promise((resolve, reject) => {
        request(`${url}/who`, { headers: { host } }, (response) => {
          let body = '';
          response.on('data', (chunk) => (body += chunk)).on('end', () => resolve(body));
        })
          .on('error', reject)
          .end();
      });
    expect(await as('acme.example.com')).toBe('acme');
    expect(await as('admin.local')).toBe('{"zone":"local"}');
    expect(await as('a.b.example.com')).toBe('anyone');
  });

  it('keep the names of their parameters if paths differ only in these names', async () => {
    @Controller({ path: 'p', version: '1' })
    class One {
      @Get(':id') get(@Param() params: object) {
        return params;
      }
    }
    @Controller({ path: 'p', version: '2' })
    class Two {
      @Get(':name') get(@Param() params: object) {
        return params;
      }
    }
    const running = await serve({ controllers: [One, Two] }, (app) =>
      app.enableVersioning({ type: VersioningType.HEADER, header: 'v' }),
    );
    expect(await text(running, '/p/7', { headers: { v: '1' } })).toBe('{"id":"7"}');
    expect(await text(running, '/p/7', { headers: { v: '2' } })).toBe('{"name":"7"}');
  });

  it('have the paths of RouterModule', async () => {
    @Controller('stats')
    class Stats {
      @Get() get() {
        return 'stats';
      }
    }
    @Module({ controllers: [Stats] })
    class StatsModule {}
    const running = await serve({
      imports: [
        StatsModule,
        RouterModule.register([{ path: 'admin', children: [{ path: 'panel', module: StatsModule }] }]),
      ],
    });
    expect(await text(running, '/admin/panel/stats')).toBe('stats');
    expect(await text(running, '/stats')).toBe('404');
  });

  it('support wildcards of older versions', async () => {
    @Controller('files')
    class Files {
      @All('*') all(@Param('path') path: string[]) {
        return path;
      }
    }
    const running = await serve({ controllers: [Files] });
    expect(await text(running, '/files/a/b')).toBe('["a","b"]');
  });

  it('with conflicts are rejected if the policy says so', async () => {
    @Controller('c')
    class Conflicting {
      @Get(':id') one() {}
      @Get('me') me() {}
      @Get(':name') again() {}
    }
    const metadata = { controllers: [Conflicting] };
    const strict = await create(metadata, { routeConflictPolicy: { duplicate: 'error', shadow: 'error' } });
    await expect(strict.init()).rejects.toMatchObject({
      code: 'PORTICO_ROUTE_CONFLICT',
      message: expect.stringMatching(
        /Conflicting\.me\(\).* is shadowed by Conflicting\.one\(\)[\s\S]*Conflicting\.again\(\).* is never reached/,
      ),
    });
    const sorted = await create(metadata, {
      routeConflictPolicy: { shadow: 'error' },
      routeResolutionStrategy: 'specificity',
    });
    await expect(sorted.init()).resolves.toBe(sorted);
  });
});
