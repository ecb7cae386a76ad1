import { request } from 'node:http';
import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allowOtherSite } from '../examples/http/cors.js';
import { AppModule } from '../examples/http/hello.module.js';
import { portOf, prepareExamples } from './http-example.js';

prepareExamples();

async function running(example: { app: INestApplication }): Promise<string> {
  example.app.useLogger(false);
  onTestFinished(() => example.app.close());
  return `http://localhost:${portOf(example.app.getHttpServer())}`;
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

function form(field: string, bytes: Uint8Array): FormData {
  const data = new FormData();
  data.append(field, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a.png');
  return data;
}

describe.each([
  ['Express', () => import('../examples/http/bodies.js')],
  ['Fastify', () => import('../examples/http/bodies-on-fastify.js')],
])('bodies on %s', (_platform, load) => {
  it('are parsed within their limit, with their bytes, and as text', async () => {
    const url = await running((await load()) as { app: INestApplication });
    const post = async (path: string, type: string, body: string) => {
      const response = await fetch(url + path, { method: 'POST', headers: { 'content-type': type }, body });
      return [response.status, await response.json()];
    };
    const event = { text: 'x'.repeat(2_000_000) };
    const body = JSON.stringify(event);
    expect(await post('/hooks', 'application/json', body)).toEqual([201, { event, bytes: body.length }]);
    expect(await post('/notes', 'text/plain', 'hello')).toEqual([201, { length: 5 }]);
    expect(await post('/hooks', 'application/json', '{"text":')).toMatchObject([400, {}]);
    const tooLong = JSON.stringify({ text: 'x'.repeat(11_000_000) });
    expect(await post('/hooks', 'application/json', tooLong)).toMatchObject([413, {}]);
  });
});

it('accepts a picture, and rejects a file with a wrong type', async () => {
  const url = await running(await import('../examples/http/uploads.js'));
  const add = async (body: FormData) => {
    const response = await fetch(`${url}/pictures`, { method: 'POST', body });
    return [response.status, await response.json()];
  };
  expect(await add(form('picture', PIXEL))).toEqual([201, { name: 'a.png', size: PIXEL.length }]);
  expect(await add(form('picture', Buffer.from('a text')))).toMatchObject([400, {}]);
  expect(await add(form('picture', Buffer.concat([PIXEL, Buffer.alloc(600_000)])))).toMatchObject([400, {}]);
  expect(await add(form('picture', Buffer.concat([PIXEL, Buffer.alloc(1_100_000)])))).toMatchObject([413, {}]);
  expect(await add(form('other', PIXEL))).toMatchObject([400, {}]);
});

it('sends files, values of generators, and the allowed methods', async () => {
  const url = await running(await import('../examples/http/replies.js'));
  const file = await fetch(`${url}/reports/file`);
  expect([file.status, file.headers.get('content-type')]).toEqual([200, expect.stringContaining('application/json')]);
  expect(await file.text()).toContain('"name"');
  const rows = await fetch(`${url}/reports/rows`);
  expect(rows.headers.get('content-type')).toBe('application/x-ndjson');
  expect(await rows.text()).toBe('{"id":1}\n{"id":2}\n{"id":3}\n');
  const options = await fetch(`${url}/cats`, { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([200, 'GET, HEAD, OPTIONS']);
  expect((await fetch(`${url}/reports/rows`, { method: 'OPTIONS' })).status).toBe(404);
});

it('provides a file as a stream', async () => {
  const url = await running(await import('../examples/http/uploads-on-fastify.js'));
  const response = await fetch(`${url}/backups`, { method: 'POST', body: form('backup', Buffer.alloc(3_000_000)) });
  expect(await response.json()).toEqual({ name: 'a.png', size: 3_000_000 });
});

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('middleware on %s', (_platform, adapter) => {
  it('runs for all spellings of the path that reach its handler', async () => {
    const { start } = await import('../examples/http/middleware.js');
    const app = await start(adapter());
    onTestFinished(() => app.close());
    const port = portOf(app.getHttpServer());
    const get = (path: string, authorization?: string) =>
      new Promise<number | undefined>((found, failed) => {
        request({ host: 'localhost', port, path, agent: false, headers: authorization ? { authorization } : {} })
          .on('response', (response) => found(response.resume().statusCode))
          .on('error', failed)
          .end();
      });
    expect(await get('/admin', 'Bearer secret')).toBe(200);
    expect(await get('/administrators')).toBe(200);
    for (const path of ['/admin', '/admin/', '//admin', '/%61dmin', '/ADMIN', '/admin?x=1', '/admin#x'])
      expect([path, [401, 404].includes((await get(path)) as number)]).toEqual([path, true]);
  });
});

it('replies to errors for the client, of the application, and to internal errors', async () => {
  const url = await running(await import('../examples/http/errors.js'));
  const get = async (path: string) => {
    const response = await fetch(url + path);
    return [response.status, await response.json()];
  };
  expect(await get('/orders/taken')).toEqual([
    409,
    { statusCode: 409, message: 'This order is taken', error: 'Taken' },
  ]);
  expect(await get('/orders/empty')).toEqual([409, { item: 'tea', message: 'There is no tea left' }]);
  expect(await get('/orders/broken')).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
  expect(await get('/nowhere')).toEqual([404, { statusCode: 404, message: 'Cannot GET /nowhere', error: 'Not Found' }]);
});

describe('a path without the method', () => {
  it('is answered with 405 and the allowed methods', async () => {
    const url = await running(await import('../examples/http/method-not-allowed.js'));
    const response = await fetch(url, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect(await response.json()).toEqual({
      statusCode: 405,
      message: 'Cannot DELETE /',
      error: 'Method Not Allowed',
    });
  });
});

it('uses the more specific route, although it is declared later', async () => {
  const url = await running(await import('../examples/http/route-order.js'));
  expect(await (await fetch(`${url}/cats/newest`)).text()).toBe('the newest cat');
  expect(await (await fetch(`${url}/cats/7`)).text()).toBe('cat 7');
});

it('reads queries and headers, redirects, and sends the status that a route declares', async () => {
  const url = await running(await import('../examples/http/routes.js'));
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, { headers, redirect: 'manual' });
    return [response.status, response.headers.get('location') ?? (await response.json())];
  };
  expect(await get('/cats')).toEqual([200, { language: '*', cats: ['Tom', 'Felix'] }]);
  expect(await get('/cats?limit=1', { 'accept-language': 'de' })).toEqual([200, { language: 'de', cats: ['Tom'] }]);
  expect(await get('/cats?limit=many')).toMatchObject([400, {}]);
  expect(await get('/cats/first')).toEqual([302, '/cats/1']);
  expect(await get('/cats/3')).toMatchObject([404, { message: 'There is no cat 3' }]);
  expect((await fetch(`${url}/cats/2`, { method: 'DELETE' })).status).toBe(204);
});

it('validates bodies, removes unknown properties, and creates instances', async () => {
  const url = await running(await import('../examples/http/validation.js'));
  const post = async (body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/cats`, { method: 'POST', headers, body: JSON.stringify(body) });
    return [response.status, await response.json()];
  };
  expect(await post({ name: 'Tom', age: 3, born: '2020-05-01', admin: true })).toEqual([
    201,
    { name: 'Tom', born: 2020 },
  ]);
  expect(await post({ name: 'Tom', age: -1, born: '2020-05-01' })).toMatchObject([
    400,
    { message: ['age must not be less than 0'] },
  ]);
});

it.each([
  ['Express', ExpressAdapter],
  ['Fastify', FastifyAdapter],
])('replies to a preflight request for each method on %s', async (_platform, Adapter) => {
  const app = await NestFactory.create(AppModule, new Adapter());
  allowOtherSite(app);
  await app.listen(0);
  const url = await running({ app });
  const { status, headers } = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'https://example.org', 'access-control-request-method': 'DELETE' },
  });
  expect([status, headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual(
    [204, 'https://example.org', 'true'],
  );
  expect(headers.get('access-control-allow-methods')).toMatch(/PATCH.*DELETE/);
});

it('creates the components of an OpenAPI document', async () => {
  const { componentsOf, Post } = await import('../examples/http/json-schemas.js');
  expect(componentsOf(Post)).toMatchObject({
    Post: {
      properties: {
        published: { type: 'string', format: 'date-time' },
        author: { $ref: '#/components/schemas/Author' },
      },
    },
    Author: { properties: { name: { type: 'string' } } },
  });
});

it('sends only what the schema of an interceptor names', async () => {
  const url = await running(await import('../examples/http/serializers.js'));
  const body = async (path: string) => (await fetch(`${url}${path}`)).json();
  const ann = { id: 7, name: 'Ann' };
  expect(await body('/users')).toEqual([ann]);
  expect(await body('/users/page')).toEqual({ total: 1, users: [ann] });
  expect(await body('/accounts')).toEqual({ name: 'Ann' });
});

it('sends only what a response schema names', async () => {
  const url = await running(await import('../examples/http/response-schema-on-fastify.js'));
  expect(await (await fetch(`${url}/users`)).json()).toEqual([{ id: 7, name: 'Ann' }]);
  expect(await (await fetch(`${url}/users/8`)).json()).toEqual({ id: 8, name: 'Ann' });
});
