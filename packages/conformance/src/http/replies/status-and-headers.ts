import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { repliesOn } from './replies-on.js';

export function describeStatusAndHeaders(platform: HttpPlatform): void {
  describe('status and headers', () => {
    const { app, at } = repliesOn(platform);
    it('@HttpCode sets the status', async () => {
      expect(await at('/code')).toEqual([202, '{"a":1}']);
      const reply = await app().post('/no-content');
      expect([reply.status, reply.text, reply.headers['content-length']]).toEqual([204, '', undefined]);
      expect(await at('/not-modified')).toEqual([304, '']);
    });

    it('@Header sets headers', async () => {
      const reply = await app().get('/header');
      expect([reply.headers['cache-control'], reply.headers['x-two']]).toEqual(['none', 'b']);
    });

    it('@Header takes precedence over the default content type of a value', async () => {
      expect((await app().get('/csv')).headers['content-type']).toMatch(/^text\/csv/);
      const hal = await app().get('/hal');
      expect([hal.headers['content-type'], hal.text]).toEqual(['application/hal+json; charset=utf-8', '{"a":1}']);
      const complete = await app().get('/hal/complete');
      expect(complete.headers['content-type']).toBe('application/hal+json; charset=utf-8');
    });

    it('a content type other than JSON is kept for an object, which is sent as JSON', async () => {
      for (const [path, type, body] of [
        ['/object/text', /^text\/plain/, '{"a":1}'],
        ['/object/html', /^text\/html/, '[{"a":1}]'],
      ] as const) {
        const reply = await app().get(path);
        expect([path, reply.status, reply.text]).toEqual([path, 200, body]);
        expect(reply.headers['content-type']).toMatch(type);
      }
    });

    it('a reply with 204 has no length, for HEAD either', async () => {
      for (const path of ['/no-content/value', '/no-content/text', '/not-modified/value']) {
        for (const method of ['GET', 'HEAD']) {
          const { status, text, headers } = await app().send(path, { method });
          const expected = [path, method, path.includes('modified') ? 304 : 204, ''];
          expect([path, method, status, text]).toEqual(expected);
          if (status === 204) expect([path, method, headers['content-length']]).toEqual([path, method, undefined]);
        }
      }
    });

    it('headers that are set on the response of Node are sent', async () => {
      expect((await app().get('/cookies')).headers['set-cookie']).toEqual(['a=1', 'b=2']);
    });
  });
}
