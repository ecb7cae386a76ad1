import { join } from 'node:path';
import type { AbstractHttpAdapter } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { describe, expect, it } from 'vitest';
import { start, TokenGuard } from './application.fixture.js';
import { jsonOf, openEvents, post } from './event-source.fixture.js';
import type { ApplicationDescription } from './protocol/application.js';

/** Adapters of projects on which this one does not depend. */
const NODE = join(import.meta.dirname, '../../core/src/http/node-http-adapter.fixture.ts');
const HONO = join(import.meta.dirname, '../../../samples/platform-hono/src/platform/index.ts');

const PLATFORMS: readonly [name: string, create: () => Promise<AbstractHttpAdapter> | AbstractHttpAdapter][] = [
  ['express', () => new ExpressAdapter()],
  ['fastify', () => new FastifyAdapter()],
  ['node:http', async () => new (await import(/* @vite-ignore */ NODE)).NodeHttpAdapter()],
  ['hono', async () => new (await import(/* @vite-ignore */ HONO)).HonoAdapter()],
];

describe.each(PLATFORMS)('devtools on %s', (_name, create) => {
  it('describe the application, list clients, and send messages', async () => {
    const { url } = await start({ adapter: await create() });
    const described = await fetch(`${url}/application`);
    expect(described.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(described.headers.get('cache-control')).toBe('no-store');
    const { servers } = (await described.json()) as ApplicationDescription;
    const rooms = servers.find(({ gateways }) => gateways.includes('RoomsGateway'));
    const request = {
      server: rooms?.id,
      protocol: 'portico.1',
      params: { room: 'blue box' },
      headers: { authorization: 'Bearer secret' },
    };

    const opened = await post(`${url}/connections`, request);
    expect(opened.status).toBe(201);
    const { id } = await jsonOf(opened);
    const events = await openEvents(`${url}/connections/${id}/events`);
    const message = { request: '1', event: 'add', data: [1, 2], as: 'request' };
    expect((await post(`${url}/connections/${id}/messages`, message)).status).toBe(202);
    expect(await events.next('reply')).toMatchObject({ request: '1', data: { text: '3' } });

    const listed = await jsonOf(fetch(`${url}/clients?server=${rooms?.id}`));
    expect(listed).toMatchObject({ total: 1, clients: [{ url: '/rooms/blue%20box', params: { room: 'blue box' } }] });
    const followed = await openEvents(`${url}/clients/${rooms?.id}/${listed.clients[0].id}/messages`);
    await post(`${url}/connections/${id}/messages`, { ...message, request: '2' });
    await events.next('reply');
    const stream = { request: 'a/b', event: 'count', data: 1e9, as: 'stream' };
    await post(`${url}/connections/${id}/messages`, stream);
    await events.next('streamed');
    await fetch(`${url}/connections/${id}/messages/${encodeURIComponent('a/b')}`, { method: 'DELETE' });
    expect(await events.next('ended')).toMatchObject({ request: 'a/b' });
    expect(await followed.next('message')).toMatchObject({
      event: 'add',
      outcome: 'completed',
      data: { text: '[1,2]' },
    });

    expect((await fetch(`${url}/connections/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await events.next('closed')).toMatchObject({ reason: 'Closed by the page' });
    await events.ended;
    await followed.next('left');
  });

  it('send a snapshot immediately, and end the stream when the application closes', async () => {
    const { url, close } = await start({ adapter: await create() });
    const live = await openEvents(`${url}/live`);
    expect((await live.next('snapshot')).servers).toHaveLength(2);
    await close();
    await live.ended;
  });

  it('send event streams that middleware must not compress, because it would keep their events', async () => {
    const { url } = await start({ adapter: await create() });
    const controller = new AbortController();
    const { headers } = await fetch(`${url}/live`, { signal: controller.signal });
    controller.abort();
    expect(headers.get('cache-control')).toBe('no-store, no-transform');
  });

  it('serve the page with and without a slash at the end', async () => {
    const { url } = await start({ adapter: await create() });
    for (const page of [url, `${url}/`]) {
      const response = await fetch(page);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(response.headers.get('content-security-policy')).toContain("script-src 'sha256-");
      expect(await response.text()).toContain('<title>');
    }
    expect((await fetch(`${url}/live`, { method: 'HEAD' })).status).toBe(204);
  });

  it('are served below the global prefix if the option is set', async () => {
    const { port } = await start({
      adapter: await create(),
      devtools: { useGlobalPrefix: true },
      configure: (app) => app.setGlobalPrefix('api'),
    });
    expect((await fetch(`http://127.0.0.1:${port}/api/devtools/application`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/devtools/application`)).status).toBe(404);
  });

  it('run their guard for each of their routes', async () => {
    const { url } = await start({ adapter: await create(), devtools: { guard: TokenGuard } });
    const addresses = [
      ['GET', ''],
      ['GET', '/document'],
      ['GET', '/application'],
      ['GET', '/live'],
      ['GET', '/clients'],
      ['GET', '/rooms'],
      ['GET', '/clients/a/b/messages'],
      ['POST', '/connections'],
      ['GET', '/connections/a/events'],
      ['POST', '/connections/a/messages'],
      ['DELETE', '/connections/a/messages/b'],
      ['DELETE', '/connections/a'],
    ] as const;
    for (const [method, path] of addresses) {
      const response = await fetch(url + path, { method });
      expect([method, path, response.status, await response.json()]).toEqual([
        method,
        path,
        401,
        { status: 401, message: 'a token is needed' },
      ]);
    }
    const headers = { authorization: 'Bearer secret' };
    expect((await fetch(`${url}/application`, { headers })).status).toBe(200);
  });
});

it('are served by Fastify with ignoreTrailingSlash', async () => {
  const { url } = await start({ adapter: new FastifyAdapter({ routerOptions: { ignoreTrailingSlash: true } }) });
  for (const page of [url, `${url}/`]) expect((await fetch(page)).status).toBe(200);
});
