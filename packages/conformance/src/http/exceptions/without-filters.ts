import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { FailingController } from './failing-controller.js';

export function describeWithoutFilters(platform: HttpPlatform): void {
  describe('without filters', () => {
    const app = sharedApplication(platform, () => ({ controllers: [FailingController] }));

    it.each([
      ['/http', 404, { statusCode: 404, message: 'no such cat', error: 'Cat Missing' }],
      ['/http/object', 418, { short: true, stout: true }],
      ['/http/async', 403, { statusCode: 403, message: 'Forbidden' }],
      ['/http/text', 402, { statusCode: 402, message: 'just text' }],
      ['/denied', 403, { statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' }],
      ['/denied/async', 403, { statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' }],
      ['/interceptor', 400, { statusCode: 400, message: 'interceptor', error: 'Bad Request' }],
      ['/pipe/1', 400, { statusCode: 400, message: 'pipe', error: 'Bad Request' }],
      ['/nowhere', 404, { statusCode: 404, message: 'Cannot GET /nowhere', error: 'Not Found' }],
    ])('%s is answered with %i and the documented body', async (path, status, body) => {
      const answer = await app().get(path);
      expect([answer.status, answer.json()]).toEqual([status, body]);
    });

    it.each(['/unknown', '/unknown/async', '/unknown/text', '/unknown/null', '/unsendable'])(
      '%s is answered with 500, leaks nothing, and is logged once',
      async (path) => {
        const logged = app().logger.errors.length;
        const answer = await app().get(path);
        expect([answer.status, answer.json()]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
        expect(app().logger.errors.length).toBe(logged + 1);
      },
    );

    it('an HttpException is not logged', async () => {
      const logged = app().logger.errors.length;
      await app().get('/http');
      expect(app().logger.errors.length).toBe(logged);
    });

    it('an error of a route with another content type is JSON', async () => {
      const answer = await app().get('/csv');
      expect([answer.status, answer.json().message]).toEqual([400, 'not so']);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
    });

    it.each(['/filter', '/filter/async'])('an exception of a filter (%s) is answered with 500', async (path) => {
      expect((await app().get(path)).status).toBe(500);
      expect((await app().get('/fine')).text).toBe('fine');
    });
  });
}
