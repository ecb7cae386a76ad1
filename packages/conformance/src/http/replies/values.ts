import { expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { repliesOn } from './replies-on.js';

export function describeValues(platform: HttpPlatform): void {
  const { app, at } = repliesOn(platform);
  it.each([
    ['text', 'text ü'],
    ['empty-text', ''],
    ['number', '0'],
    ['boolean', 'false'],
    ['object', '{"a":1}'],
    ['array', '[1,"b"]'],
    ['date', '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['class', '{"cat":"Tom"}'],
    ['null', ''],
    ['undefined', ''],
    ['promise', '{"a":1}'],
    ['observable', '{"last":true}'],
    ['observable/empty', ''],
    ['observable/text', 'text'],
    ['observable/promise', '{"a":1}'],
  ])('%s is sent as %j', async (path, body) => {
    expect(await at(`/${path}`)).toEqual([200, body]);
  });

  it('objects are sent as JSON, strings as text', async () => {
    expect((await app().get('/object')).headers['content-type']).toBe('application/json; charset=utf-8');
    expect((await app().get('/text')).headers['content-type']).toMatch(/^text\/(html|plain); charset=utf-8$/);
  });

  it.each(['buffer', 'bytes'])('%s is sent as bytes', async (path) => {
    const reply = await app().get(`/${path}`);
    expect(reply.headers['content-type']).toBe('application/octet-stream');
    expect([...reply.bytes]).toEqual([1, 2, 255]);
  });

  it.each(['observable/fails', 'bigint', 'circular', 'header/split'])(
    '%s is answered with 500 without the reason',
    async (path) => {
      const logged = app().logger.errors.length;
      expect(await at(`/${path}`)).toEqual([500, '{"statusCode":500,"message":"Internal server error"}']);
      expect(app().logger.errors.length).toBe(logged + 1);
    },
  );

  it('the logged error for a bigint says how to fix it', async () => {
    await app().get('/bigint');
    expect(app().logger.errors.at(-1)).toMatch(/bigint/i);
  });
}
