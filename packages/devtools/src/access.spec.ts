import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:http2';
import {
  type CanActivate,
  type HttpException,
  Inject,
  Injectable,
  Logger,
  Module,
  Scope,
  UnauthorizedException,
} from '@portico/common';
import { REQUEST } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { of } from 'rxjs';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { AppModule, Store, start } from './application.fixture.js';
import { jsonOf, openEvents, post } from './event-source.fixture.js';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Sends a request with headers that `fetch` does not allow. */
function statusOf(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { method, headers }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    asking.on('error', reject).end();
  });
}

describe('pages of other sites', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
  ])('can neither read nor send anything, with the headers %o', async (headers) => {
    const { url } = await start({ configure: (app) => app.enableCors({ origin: true, credentials: true }) });
    expect(await statusOf(`${url}/application`, headers)).toBe(403);
    expect(await statusOf(`${url}/live`, headers)).toBe(403);
    expect(await statusOf(`${url}/connections`, { ...headers, 'content-type': 'application/json' }, 'POST')).toBe(403);
    expect(await statusOf(`${url}/connections/a`, headers, 'DELETE')).toBe(403);
  });

  it('can link to the page, but not frame it', async () => {
    const { url } = await start();
    const from = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(await statusOf(url, { ...from, 'sec-fetch-dest': 'document' })).not.toBe(403);
    expect(await statusOf(url, { ...from, 'sec-fetch-dest': 'iframe' })).toBe(403);
  });

  it('cannot post forms', async () => {
    const { url } = await start();
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/json-patch+json', ''];
    for (const type of types) expect(await statusOf(`${url}/connections`, { 'content-type': type }, 'POST')).toBe(415);
  });

  it('are accepted if the site is the page itself', async () => {
    const { url, port } = await start();
    expect(await statusOf(`${url}/application`, { 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await statusOf(`${url}/application`, { origin: `http://127.0.0.1:${port}` })).toBe(200);
    // A proxy may write the default port, which browsers omit.
    expect(await statusOf(`${url}/application`, { origin: 'https://localhost', host: 'localhost:443' })).toBe(200);
    expect(await statusOf(`${url}/application`, { origin: 'https://localhost', host: 'localhost:80' })).toBe(403);
  });

  it('are recognized over HTTP/2, too', async () => {
    const { port } = await start({ adapter: new FastifyAdapter({ http2: true }) });
    const client = connect(`http://127.0.0.1:${port}`);
    onTestFinished(() => client.destroy());
    const ask = async (origin: string): Promise<unknown> => {
      const asking = client.request({ ':path': '/devtools/application', origin }).resume();
      const [headers] = await once(asking, 'response');
      return headers[':status'];
    };
    expect(await ask(`http://127.0.0.1:${port}`)).toBe(200);
    expect(await ask('https://evil.example')).toBe(403);
    expect(await ask('null')).toBe(403);
  });
});

describe('host names', () => {
  it('are rejected unless they are allowed, because any name can resolve to this machine', async () => {
    const { url } = await start({ devtools: { hosts: ['My-Machine.test'] } });
    const ask = (host: string) => statusOf(`${url}/application`, { host });
    for (const host of ['evil.example', 'localhost.evil.example', 'evil.example:3000', '@localhost']) {
      expect([host, await ask(host)]).toEqual([host, 403]);
    }
    for (const host of [
      'localhost',
      'LOCALHOST:3000',
      'app.localhost:80',
      '192.168.1.7:3000',
      '[::1]:3000',
      'my-machine.test',
      'MY-machine.test:3000',
    ]) {
      expect([host, await ask(host)]).toEqual([host, 200]);
    }
  });

  it('are all accepted if there is a guard', async () => {
    const { url } = await start({ devtools: { guard: { canActivate: () => true } } });
    expect(await statusOf(`${url}/application`, { host: 'tools.example.com' })).toBe(200);
  });
});

describe('a guard', () => {
  it('may be a provider with dependencies, and may be request-scoped', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class RequestGuard implements CanActivate {
      constructor(
        @Inject(REQUEST) private readonly request: { headers: Record<string, string> },
        readonly store: Store,
      ) {}
      canActivate() {
        return this.store instanceof Store && this.request.headers['x-role'] === 'admin';
      }
    }
    @Module({ imports: [AppModule], providers: [RequestGuard, Store] })
    class GuardedModule {}
    const { url } = await start({ module: GuardedModule, devtools: { guard: RequestGuard } });
    expect(await statusOf(`${url}/application`, { 'x-role': 'admin' })).toBe(200);
    expect(await statusOf(`${url}/application`, { 'x-role': 'guest' })).toBe(403);
  });

  it('may be a class that no module provides, or an object, and may be asynchronous', async () => {
    @Injectable()
    class Unprovided implements CanActivate {
      async canActivate() {
        return false;
      }
    }
    expect((await fetch((await start({ devtools: { guard: Unprovided } })).url)).status).toBe(403);
    const observable = await start({ devtools: { guard: { canActivate: () => of(false) } } });
    expect((await fetch(`${observable.url}/application`)).status).toBe(403);
  });

  it('whose permission is withdrawn ends the event streams that are open', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    let isAllowed = true;
    const { url } = await start({ devtools: { guard: { canActivate: async () => isAllowed } } });
    const events = await openEvents(`${url}/live`);
    await vi.advanceTimersByTimeAsync(60_000);
    await events.next('snapshot');
    isAllowed = false;
    await vi.advanceTimersByTimeAsync(15_000);
    await events.ended;
  });

  it('that could not be created is created for the next request', async () => {
    let attempts = 0;
    @Injectable()
    class Flaky implements CanActivate {
      constructor() {
        attempts += 1;
        if (attempts === 1) throw new Error('not ready');
      }
      canActivate() {
        return true;
      }
    }
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    onTestFinished(() => void vi.restoreAllMocks());
    const { url } = await start({ devtools: { guard: Flaky } });
    expect(await statusOf(`${url}/application`, {})).toBe(500);
    expect(await statusOf(`${url}/application`, {})).toBe(200);
  });

  it('that throws another error does not expose it to the client', async () => {
    const guard: CanActivate = {
      canActivate() {
        throw new Error('password of the database');
      },
    };
    const response = await fetch((await start({ devtools: { guard } })).url);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('password');
  });

  it.each<[string, Partial<HttpException>, number, string]>([
    ['its status', {}, 401, 'Unauthorized'],
    ['its status, also without a message in its body', { getResponse: () => ({ code: 7 }) }, 401, 'Unauthorized'],
    ['its status, also if its body is an Error', { getResponse: () => new Error('password') }, 401, 'Unauthorized'],
    ['500 for a status that does not refuse', { getStatus: () => 0 }, 500, 'Unauthorized'],
  ])('that throws an exception for an Error sends only %s', async (_what, members, status, message) => {
    const guard: CanActivate = {
      canActivate() {
        throw Object.assign(new UnauthorizedException(new Error('password of the database')), members);
      },
    };
    const response = await fetch((await start({ devtools: { guard } })).url);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text).toContain(message);
    expect(text).not.toContain('password');
  });
});

describe('in production', () => {
  it('nothing is served without a guard, and the log says why once', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const log = vi.spyOn(Logger.prototype, 'log');
    onTestFinished(() => log.mockRestore());
    const { url } = await start();
    const lines = log.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('Devtools'));
    expect(lines).toEqual([expect.stringMatching(/\/devtools: NODE_ENV is "production".*guard: AdminGuard/)]);
    for (const path of ['', '/application', '/live']) expect((await fetch(url + path)).status).toBe(404);
  });

  it('everything is served behind a guard', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const { url } = await start({ devtools: { guard: { canActivate: () => true } } });
    expect((await fetch(`${url}/application`)).status).toBe(200);
  });
});

describe('limits and invalid requests', () => {
  it('rejects large bodies, and more than 20 connections', async () => {
    const { url } = await start();
    const { servers } = await jsonOf(fetch(`${url}/application`));
    const [{ id: server }] = servers.filter(({ gateways }: { gateways: string[] }) => gateways.includes('ChatGateway'));
    expect(
      (await post(`${url}/connections`, { server, protocol: 'socket.io', auth: { a: 'a'.repeat(2_000_000) } })).status,
    ).toBe(413);

    const opened = await Promise.all(
      Array.from({ length: 25 }, () => post(`${url}/connections`, { server, protocol: 'socket.io' })),
    );
    const statuses = opened.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });

  it.each([
    ['text', 400],
    [{ server: 'nowhere', protocol: 'ws' }, 404],
    [{ server: 1, protocol: 'ws' }, 400],
    [{ server: 'nowhere', protocol: 'http' }, 400],
    [{ server: 'nowhere', protocol: 'ws', headers: { 'a b': 'c' } }, 400],
    [{ server: 'nowhere', protocol: 'ws', headers: { a: 'b\r\nc: d' } }, 400],
    [{ server: 'nowhere', protocol: 'ws', query: { a: 1 } }, 400],
    [[], 400],
    [null, 400],
  ])('rejects the request %j', async (body, status) => {
    const { url } = await start();
    const response = await post(`${url}/connections`, body);
    expect(response.status).toBe(status);
    expect((await jsonOf(response)).message).toBeTruthy();
  });
});

describe('paths', () => {
  it.each(['/', '', 'a/:b', 'a*', '../a b', '{a}'])('that are not valid are refused: %s', async (path) => {
    const { DevtoolsModule } = await import('./devtools-module.js');
    await start({
      configure: (app) => {
        expect(() => DevtoolsModule.setup(path, app)).toThrow('PORTICO_DEVTOOLS_PATH');
      },
    });
  });

  it('with encoded or dotted segments are not found', async () => {
    const { url } = await start();
    for (const path of ['/..%2f..%2fetc%2fpasswd', '/clients/..%2f..', '//live/..', '/%00', '/application/extra']) {
      expect([404, 400]).toContain(await statusOf(url + path, {}));
    }
    const connection = await openEvents(`${url}/live`);
    expect(connection.received.length).toBeGreaterThanOrEqual(0);
  });
});
