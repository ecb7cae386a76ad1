import { expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { HostileController } from './hostile-controller.js';
import { pollution } from './pollution.js';

/** Also removes the property, so that one failure does not cause others. */
function expectUnpolluted(): void {
  const polluted = pollution();
  Reflect.deleteProperty(Object.prototype, 'polluted');
  expect(polluted).toBeUndefined();
}

export function describeRequests(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ controllers: [HostileController] }));
  const JSON_TYPE = { 'content-type': 'application/json' };

  it.each(['/param/%zz', '/param/%', '/param/%E0%A4%A', '/%zz', '/alive%'])(
    'malformed percent-encoding in %s is answered with 400',
    async (path) => {
      const reply = await app().get(path);
      expect([reply.status, reply.json()]).toEqual([
        400,
        { statusCode: 400, error: 'Bad Request', message: expect.any(String) },
      ]);
    },
  );

  it.each(['/%zz', '/api/%zz', '/api/other/%zz', '/api/param/%zz'])(
    'malformed percent-encoding in %s is answered with 400 under a global prefix, too',
    async (path) => {
      const prefixed = await launchForTest(platform, {
        controllers: [HostileController],
        configure: (application) => application.setGlobalPrefix('api'),
      });
      const reply = await prefixed.get(path);
      expect([reply.status, reply.json().statusCode]).toEqual([400, 400]);
    },
  );

  it('malformed percent-encoding in the query is harmless', async () => {
    expect((await app().get('/query?a=%zz&%=1')).status).toBe(200);
  });

  it.each([
    '{"__proto__":{"polluted":"yes"}}',
    '{"a":{"__proto__":{"polluted":"yes"}}}',
    '{"constructor":{"prototype":{"polluted":"yes"}}}',
    '{"\\u005f_proto__":{"polluted":"yes"}}',
    '{"a":[{"__proto__":{"polluted":"yes"}}]}',
  ])('%s in a body is harmless', async (body) => {
    for (const path of ['/echo', '/merge']) {
      const reply = await app().post(path, body, JSON_TYPE);
      expect(reply.status).toBe(201);
      expect(reply.json().polluted).toBeNull();
    }
    expectUnpolluted();
  });

  it('names that could change prototypes are found at any depth', async () => {
    const body = `${'['.repeat(20_000)}{"__proto__":1,"keep":1}${']'.repeat(20_000)}`;
    const reply = await app().post('/depth', body, JSON_TYPE);
    expect([reply.status, reply.json()]).toEqual([201, { depth: 20_000, keys: ['keep'] }]);
  });

  it.each([
    '__proto__[polluted]=yes',
    'constructor[prototype][polluted]=yes',
    'a[__proto__][polluted]=yes',
    '__proto__=yes',
  ])('%s in a form and in a query is harmless', async (text) => {
    const form = await app().post('/merge', text, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBeLessThan(500);
    if (form.status < 400) expect(form.json().global).toBeNull();
    const query = await app().get(`/query?${text}`);
    expect([query.status, query.json().polluted]).toEqual([200, null]);
    expectUnpolluted();
  });

  it('a header with a line break is rejected', async () => {
    const reply = await app().get('/header?value=a%0D%0Ax-evil:%20yes');
    expect(reply.status).toBe(500);
    expect(reply.headers['x-evil']).toBeUndefined();
    expect(reply.text).not.toContain('stack');
    expect((await app().get('/header?value=fine')).headers['x-value']).toBe('fine');
  });

  it('a redirect with a line break is sent as one header', async () => {
    const reply = await app().get('/redirect?to=%2Fa%0D%0Ax-evil%3A%20yes');
    expect(reply.headers['x-evil']).toBeUndefined();
    expect(reply.status).toBeLessThan(500);
    expect(reply.headers.location).toBe('/a%0D%0Ax-evil:%20yes');
  });

  it('duplicate headers are joined, or the first one is used', async () => {
    const socket = await app().rawSocket();
    socket.write(
      'GET /headers HTTP/1.1\r\nHost: a\r\nX-Two: 1\r\nX-Two: 2\r\nUser-Agent: one\r\nUser-Agent: two\r\nConnection: close\r\n\r\n',
    );
    const [, body] = await socket.until(/\r\n\r\n(\{.*\})/s);
    expect(JSON.parse(body!)).toMatchObject({ 'x-two': '1, 2', 'user-agent': 'one' });
  });

  it.each([
    ['very long headers', `X-Long: ${'x'.repeat(100_000)}\r\n`, 431],
    ['two different lengths', 'Content-Length: 1\r\nContent-Length: 2\r\n', 400],
    ['a length and chunks', 'Content-Length: 1\r\nTransfer-Encoding: chunked\r\n', 400],
    ['a header without a name', ': nameless\r\n', 400],
  ])('%s are refused', async (_what, header, status) => {
    const socket = await app().rawSocket();
    socket.write(`POST /echo HTTP/1.1\r\nHost: a\r\n${header}\r\n`);
    expect((await socket.until(/^HTTP\/1\.1 (\d+)/))[1]).toBe(String(status));
    await socket.untilClosed();
    expect((await app().get('/alive')).text).toBe('alive');
  });

  it('bytes that are not HTTP are answered with 400', async () => {
    const socket = await app().rawSocket();
    socket.write('\u0016\u0003\u0001 not http\r\n\r\n');
    await socket.until(/^HTTP\/1\.1 400/);
    await socket.untilClosed();
  });

  it('a request without a Host header is harmless', async () => {
    const socket = await app().rawSocket();
    socket.write('GET /alive HTTP/1.0\r\n\r\n');
    await socket.until(/alive$/);
  });
}
