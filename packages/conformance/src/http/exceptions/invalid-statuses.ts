import {
  type ArgumentsHost,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpCode,
  HttpException,
  Param,
  Redirect,
} from '@portico/common';
import { APP_FILTER, HttpAdapterHost } from '@portico/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApplication, launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

/** Values that are not valid as the status of a reply, by the last segment of the path that throws them. */
const NO_STATUS: Record<string, unknown> = {
  zero: 0,
  negative: -1,
  below: 99,
  'switching-protocols': 101,
  fraction: 204.5,
  'six-hundred': 600,
  above: 1000,
  'not-a-number': Number.NaN,
  text: '400',
  absent: undefined,
};

@Controller()
class StatusController {
  @Get('status/:name') status(@Param('name') name: string) {
    // An invalid value, which only untyped code can pass.
    throw new HttpException('x', NO_STATUS[name] as number);
  }
}

@Catch(HttpException)
class ReplyingFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}
  catch(error: HttpException, host: ArgumentsHost): void {
    this.host.httpAdapter.reply(host.switchToHttp().getResponse(), { replied: true }, error.getStatus());
  }
}

export function describeInvalidStatuses(platform: HttpPlatform): void {
  describe('an invalid status', () => {
    const app = sharedApplication(platform, () => ({ controllers: [StatusController] }));

    it.each(Object.entries(NO_STATUS))(
      'of an exception (%s: %j) is answered with 500, and the log says how to fix it',
      async (name, status) => {
        const logged = app().logger.errors.length;
        const answer = await app().get(`/status/${name}`);
        expect([answer.status, answer.json()]).toEqual([500, { statusCode: 500, message: 'Internal server error' }]);
        const shown = typeof status === 'string' ? `'${status}'` : String(status);
        expect(app().logger.errors.slice(logged)).toEqual([
          expect.stringMatching(new RegExp(`HttpException 'x' has the status ${shown}, .*200 to 599`, 's')),
        ]);
      },
    );

    it.each(['zero', 'not-a-number', 'above'])(
      'of the reply of a filter (%s) is answered with 500, too',
      async (name) => {
        const filtered = await launchForTest(platform, {
          controllers: [StatusController],
          providers: [{ provide: APP_FILTER, useClass: ReplyingFilter }],
        });
        expect((await filtered.get(`/status/${name}`)).status).toBe(500);
      },
    );

    it.each([
      ['@HttpCode()', HttpCode(0)],
      ['@HttpCode()', HttpCode(101)],
      // An invalid value, which only untyped code can pass.
      ['@HttpCode()', HttpCode('201' as never)],
      ['@Redirect()', Redirect('/', 1000)],
    ])('of %s is rejected at start-up', async (decorator, decorate) => {
      @Controller()
      class OddStatusController {
        @decorate @Get() find() {}
      }
      const { app: odd } = await createApplication(platform, { controllers: [OddStatusController] });
      onTestFinished(() => odd.close());
      await expect(odd.init()).rejects.toMatchObject({
        code: 'PORTICO_INVALID_STATUS',
        message: expect.stringContaining(`${decorator} sets the status of OddStatusController.find()`),
      });
    });
  });
}
