import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { repliesOn } from './replies-on.js';

export function describeRedirects(platform: HttpPlatform): void {
  describe('redirects', () => {
    const { app } = repliesOn(platform);
    it.each([
      ['/redirect', 301, '/target'],
      ['/redirect/default', 302, '/elsewhere'],
      ['/redirect/events', 302, '/elsewhere'],
      ['/redirect/dynamic', 302, '/elsewhere'],
      ['/redirect/dynamic?to=/there', 307, '/there'],
      ['/redirect/platform', 302, '/platform'],
      // @Redirect() applies unless the handler has sent a reply with @Res().
      ['/redirect/own', 302, '/own'],
      ['/redirect/left', 302, '/elsewhere'],
      ['/redirect/replaced', 302, '/elsewhere'],
    ])('%s redirects with %i to %s', async (path, status, location) => {
      const reply = await app().get(path);
      expect([reply.status, reply.headers.location]).toEqual([status, location]);
    });

    it.each([
      ['/kept%20escape?a=b&c=%C3%A4#x', '/kept%20escape?a=b&c=%C3%A4#x'],
      ['/a b"<>`{}', '/a%20b%22%3C%3E%60%7B%7D'],
      // Browsers read a backslash as a slash, so that this would be the URL of another site.
      ['/\\example.com', '/%5Cexample.com'],
      ['/^|', '/%5E%7C'],
      ['/100%', '/100%25'],
      ['/ä😀', '/%C3%A4%F0%9F%98%80'],
      ['/line\r\nset-cookie: a=b', '/line%0D%0Aset-cookie:%20a=b'],
    ])('percent-encode what a header or a browser would misread: %j', async (url, location) => {
      const reply = await app().get(`/redirect/dynamic?to=${encodeURIComponent(url)}`);
      expect([reply.status, reply.headers.location, reply.headers['set-cookie']]).toEqual([307, location, undefined]);
    });

    it.each([0, 101, 700])('with the invalid status %i are answered with 500', async (status) => {
      const logged = app().logger.errors.length;
      const reply = await app().get(`/redirect/status?is=${status}`);
      expect([reply.status, reply.headers.location]).toEqual([500, undefined]);
      expect(app().logger.errors.slice(logged).join()).toContain(
        `the status of RepliesController.dynamicStatus() to ${status}`,
      );
    });
  });
}
