import type { INestApplication } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { portOf, prepareExamples } from './http-example.js';

prepareExamples();

const adapters = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
] as const;

function urlOf(app: INestApplication): string {
  app.useLogger(false);
  onTestFinished(() => app.close());
  return `http://localhost:${portOf(app.getHttpServer())}`;
}

describe.each(adapters)('cookies on %s', (_platform, adapter) => {
  it('are read, signed, verified and deleted', async () => {
    const { start } = await import('../examples/http/cookies.js');
    const url = urlOf(await start(adapter()));
    const show = async (cookie: string) => {
      const response = await fetch(`${url}/basket`, { headers: { cookie } });
      return [response.status, await response.json()];
    };
    const opened = await fetch(`${url}/basket`, { method: 'POST' });
    const [cookie = ''] = opened.headers.getSetCookie();
    expect(cookie).toMatch(/^basket=s%3A42\.[^;]+; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const [pair = ''] = cookie.split(';');
    expect(await show(`${pair}; language=fr`)).toEqual([200, { language: 'fr', basket: '42' }]);
    expect(await show('basket=42')).toEqual([200, { language: 'en' }]);
    expect(await show('basket=s:42.forged')).toMatchObject([401, {}]);
    const closed = await fetch(`${url}/basket`, { method: 'DELETE' });
    expect(closed.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^basket=; Max-Age=0; .*Expires=Thu, 01 Jan 1970/),
    ]);
  });
});

describe.each(adapters)('versions on %s', (_platform, adapter) => {
  it('are part of the path', async () => {
    const { start } = await import('../examples/http/versions.js');
    const url = urlOf(await start(adapter()));
    const get = async (path: string) => {
      const response = await fetch(url + path);
      return response.status === 200 ? response.json() : response.status;
    };
    expect(await get('/v1/cats')).toEqual(['Tom']);
    expect(await get('/v2/cats')).toEqual({ names: ['Tom'] });
    expect(await get('/v2/cats/count')).toEqual({ count: 1 });
    expect(await get('/health')).toEqual({ ok: true });
    expect([await get('/cats'), await get('/v3/cats'), await get('/v1/health')]).toEqual([404, 404, 404]);
  });
});

describe.each([
  ['Express', () => import('../examples/http/files-and-views.js')],
  ['Fastify', () => import('../examples/http/files-and-views-on-fastify.js')],
])('files and views on %s', (_platform, load) => {
  it('are served and rendered', async () => {
    const url = urlOf((await load()).app);
    const file = await fetch(`${url}/assets/style.css`);
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600']);
    expect(file.headers.get('content-type')).toMatch(/^text\/css/);
    expect((await fetch(`${url}/assets/none.css`)).status).toBe(404);
    const page = await fetch(`${url}/cats`);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await page.text()).toContain('<li>Kitty &amp; Co</li>');
  });
});

describe.each([
  ['Express', () => import('../examples/http/sessions.js')],
  ['Fastify', () => import('../examples/http/sessions-on-fastify.js')],
])('sessions on %s', (_platform, load) => {
  it('belong to one browser', async () => {
    const url = urlOf((await load()).app);
    const first = await fetch(`${url}/visits`);
    expect(await first.json()).toEqual({ visits: 1 });
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(await (await fetch(`${url}/visits`, { headers: { cookie } })).json()).toEqual({ visits: 2 });
    expect(await (await fetch(`${url}/visits`)).json()).toEqual({ visits: 1 });
  });
});
