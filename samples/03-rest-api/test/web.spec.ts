import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTP_PLATFORMS } from '../src/settings.js';
import { type Api, coverForm, PIXEL, startApi } from './api.fixture.js';

describe.each(HTTP_PLATFORMS)('all routes on %s', (http) => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi(http);
  });
  afterAll(() => api.close());

  describe('the key', () => {
    it.each([
      ['POST', '/api/v2/books'],
      ['PATCH', '/api/v2/books/1'],
      ['DELETE', '/api/v2/books/1'],
      ['POST', '/api/v2/books/1/reviews'],
      ['PUT', '/api/v2/books/1/cover'],
      ['DELETE', '/api/v2/books/1/cover'],
    ])('is required by %s %s before any other check', async (method, path) => {
      for (const key of [null, 'wrong', '']) {
        const reply = await api.send(method, path, undefined, { key });
        expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      }
    });
  });

  describe('an error', () => {
    it.each([
      ['a path without a route', 'GET', '/api/v2/nothing', undefined, 404],
      ['an id that is not a number', 'GET', '/api/v2/books/one', undefined, 400],
      ['a book that is not there', 'GET', '/api/v2/books/999', undefined, 404],
      ['a method that the path has not', 'PUT', '/api/v2/books/1', {}, 404],
    ])('is sent as a problem: %s', async (_what, method, path, body, status) => {
      const reply = await api.send(method, path, body);
      expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect([reply.status, reply.body]).toEqual([
        status,
        {
          status,
          title: expect.any(String),
          detail: expect.any(String),
          requestId: reply.headers.get('x-request-id'),
        },
      ]);
      expect(reply.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('is sent as a problem if the body is not valid JSON or too large', async () => {
      const send = (body: string) =>
        fetch(`${api.url}/api/v2/books`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      for (const [body, status] of [
        ['{"title":', 400],
        [JSON.stringify({ title: 'x'.repeat(2_000_000) }), 413],
      ] as const) {
        const reply = await send(body);
        expect([reply.status, await reply.json()]).toMatchObject([status, { status, detail: expect.any(String) }]);
      }
    });
  });

  describe('a cover', () => {
    it('can be uploaded, read, replaced and removed', async () => {
      const put = await api.send('PUT', '/api/v2/books/3/cover', coverForm(PIXEL));
      expect([put.status, put.body.coverUrl]).toEqual([200, expect.stringContaining('/api/v2/books/3/cover?at=')]);
      const picture = await fetch(api.url + put.body.coverUrl);
      expect(picture.headers.get('content-type')).toBe('image/png');
      expect(Buffer.from(await picture.arrayBuffer())).toEqual(PIXEL);
      expect((await api.send('DELETE', '/api/v2/books/3/cover')).status).toBe(204);
      expect((await api.get('/api/v2/books/3/cover')).status).toBe(404);
      expect((await api.get('/api/v2/books/3')).body.coverUrl).toBeNull();
    });

    it.each([
      ['a text that is called a picture', coverForm(Buffer.from('no picture')), 400, /PNG, JPEG or WebP/],
      ['more than a megabyte', coverForm(Buffer.concat([PIXEL, Buffer.alloc(1_100_000)])), 413, /too large/],
      ['another field', coverForm(PIXEL, 'image/png', 'photo'), 400, /photo/],
      ['a form without a file', new FormData(), 400, /./],
      ['no form', { cover: 'x' }, 400, /./],
    ])('cannot be %s', async (_what, body, status, detail) => {
      const reply = await api.send('PUT', '/api/v2/books/1/cover', body);
      expect([reply.status, reply.body.detail]).toEqual([status, expect.stringMatching(detail)]);
      expect((await api.get('/api/v2/books/1')).body.coverUrl).toBeNull();
    });

    it('requires its book', async () => {
      expect((await api.send('PUT', '/api/v2/books/999/cover', coverForm(PIXEL))).status).toBe(404);
    });
  });

  describe('the page', () => {
    it('is served with all of its files', async () => {
      const page = await api.get('/');
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
      const loads = [...page.body.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path as string);
      expect(loads.length).toBeGreaterThan(3);
      for (const path of loads) expect([path, (await api.get(path)).status]).toEqual([path, 200]);
      expect((await api.get('/platform')).body).toEqual({ http });
    });

    it.each(['nothing.js', '..%2fpackage.json', 'constructor'])('does not serve %s', async (name) => {
      expect((await api.get(`/assets/${name}`)).status).toBe(404);
    });
  });
});
