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
