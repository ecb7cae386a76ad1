import { Controller, Get } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { MethodsController } from './controllers.js';

export function describeMethods(platform: HttpPlatform): void {
  describe('methods', () => {
    const app = sharedApplication(platform, () => ({ controllers: [MethodsController] }));

    it.each([
      ['GET', 200],
      ['POST', 201],
      ['PUT', 200],
      ['PATCH', 200],
      ['DELETE', 200],
      ['OPTIONS', 200],
      ['SEARCH', 200],
      ['PROPFIND', 200],
      ['PROPPATCH', 200],
      ['MKCOL', 200],
      ['COPY', 200],
      ['MOVE', 200],
      ['LOCK', 200],
      ['UNLOCK', 200],
    ])('%s reaches its handler and is answered with %i', async (method, status) => {
      const reply = await app().send('/methods', { method });
      expect([reply.status, reply.text]).toEqual([status, method.toLowerCase()]);
    });

    it('logs which decorated methods are never called', async () => {
      const named = Symbol('named');
      @Controller()
      class UncallableController {
        @Get('a') static a() {}
        @Get('b') [named]() {}
        @Get('c') called() {
          return 'called';
        }
      }
      const app = await launchForTest(platform, { controllers: [UncallableController] });
      const warning = (method: string, remedy: string) =>
        expect.stringContaining(
          `PORTICO_UNCALLED_METHOD: The decorator of a route on ${method} has no effect.\n\nHow to fix it: ${remedy}.`,
        );
      expect(app.logger.warnings).toEqual([
        warning('the static method UncallableController.a()', 'Remove "static"'),
        warning('the method UncallableController[Symbol(named)]()', 'Give the method a name that is not a symbol'),
      ]);
      expect((await app.get('/c')).text).toBe('called');
    });

    it('getRouteMatchingOptions() returns how the router compares paths', async () => {
      const { caseSensitive, ignoreTrailingSlash } = app().adapter.getRouteMatchingOptions();
      const found = async (path: string) => (await app().get(path)).status === 200;
      expect([await found('/METHODS'), await found('/methods/')]).toEqual([
        !caseSensitive,
        ignoreTrailingSlash === true,
      ]);
    });

    it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('@All accepts %s', async (method) => {
      const reply = await app().send('/methods/all', { method });
      expect(reply.text).toBe('all');
    });

    it('HEAD is answered by the GET handler, without a body', async () => {
      const [head, get] = [await app().send('/methods', { method: 'HEAD' }), await app().get('/methods')];
      expect([head.status, head.text]).toEqual([200, '']);
      expect(head.headers['content-length']).toBe(get.headers['content-length']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    });

    it('@Head declares a separate route', async () => {
      expect((await app().send('/methods/head', { method: 'HEAD' })).status).toBe(200);
      expect((await app().get('/methods/head')).status).toBe(404);
    });

    it('a method without a route is answered with 404 and the documented body', async () => {
      const reply = await app().post('/methods/head');
      expect([reply.status, reply.json()]).toEqual([
        404,
        { statusCode: 404, message: 'Cannot POST /methods/head', error: 'Not Found' },
      ]);
    });
  });
}
