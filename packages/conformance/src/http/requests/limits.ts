import { Body, Controller, Get, Post, Query, Sse, UseInterceptors } from '@portico/common';
import { describe, expect, it, onTestFinished } from 'vitest';
import { itWhen } from '../../support/test-when.js';
import { createApplication, launchForTest, type Parts } from '../support/application.js';
import { form, MULTIPART, text, textAfter } from '../support/form.js';
import type { HttpPlatform, UploadInterceptors } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** Longer than a rejection takes on a busy machine, and shorter than an iteration over twenty million elements. */
const PROMPT_MS = 800;

@Controller('limits')
class LimitsController {
  @Post('body') body(@Body() body: Record<string, unknown>) {
    return body;
  }
  @Post('count') count(@Body() body: Record<string, unknown>) {
    return { fields: Object.keys(body).length };
  }
  @Get('query') query(@Query() query: Record<string, unknown>) {
    return { fields: Object.keys(query).length };
  }
}

function formController(uploads: UploadInterceptors) {
  @Controller('forms')
  class FormsController {
    @UseInterceptors(uploads.AnyFilesInterceptor())
    @Post('default')
    byDefault(@Body() body: unknown) {
      return body;
    }

    @UseInterceptors(uploads.AnyFilesInterceptor({ limits: { fields: 1_500 } }))
    @Post('more')
    more(@Body() body: Record<string, unknown> & { list: unknown[] }) {
      return { fields: Object.keys(body).length, list: body.list.length };
    }

    @UseInterceptors(uploads.AnyFilesInterceptor({ limits: { fieldNestingDepth: 2, fieldArrayIndexLimit: 3 } }))
    @Post('less')
    less(@Body() body: unknown) {
      return body;
    }
  }
  return FormsController;
}

/** Sizes that a client chooses are limited before they consume time or memory. */
export function describeLimits(platform: HttpPlatform): void {
  describe('that are not numbers', () => {
    /** What `Number()` makes of an environment variable that is not set. */
    const unset = Number.NaN;

    it.each([unset, -1, '10'])(
      'the application is not created with %o as gracefulShutdown.timeoutMs',
      async (value) => {
        // As from configuration, whose type is not known.
        const timeoutMs: any = value;
        const creating = createApplication(platform, { options: { gracefulShutdown: { timeoutMs } } });
        await expect(creating).rejects.toThrow(
          'PORTICO_INVALID_NUMBER: The application sets gracefulShutdown.timeoutMs to',
        );
      },
    );

    it.each([unset, -1, '10'])('the application does not start with %o as maxPendingDataLength', async (value) => {
      const maxPendingDataLength: any = value;
      @Controller()
      class Events {
        @Sse('events', { maxPendingDataLength })
        async *events() {
          yield { data: 'sent' };
        }
      }
      await expect(start({ controllers: [Events] })).rejects.toThrow(
        'PORTICO_INVALID_NUMBER: Events.events() sets maxPendingDataLength of @Sse() to',
      );
    });

    it('undefined and null stand for the default', async () => {
      const absent: any = null;
      @Controller()
      class Events {
        @Sse('undefined', { maxPendingDataLength: undefined })
        async *first() {
          yield { data: 'sent' };
        }
        @Sse('null', { maxPendingDataLength: absent })
        async *second() {
          yield { data: 'sent' };
        }
      }
      const app = await launchForTest(platform, {
        controllers: [Events],
        options: { gracefulShutdown: { timeoutMs: absent } },
      });
      for (const path of ['/undefined', '/null']) expect((await app.get(path)).text).toContain('data: sent');
    });

    itWhen(
      platform.capabilities.uploads,
      'the application does not start with a form size that is not a number',
      async () => {
        for (const formSize of [unset, -1, '10']) {
          const { AnyFilesInterceptor } = platform.uploads!;
          @Controller()
          class Forms {
            @UseInterceptors(AnyFilesInterceptor({ limits: { formSize } }))
            @Post('form')
            form() {}
          }
          await expect(start({ controllers: [Forms] })).rejects.toThrow(
            'PORTICO_INVALID_NUMBER: A file interceptor sets limits.formSize to',
          );
        }
      },
    );

    async function start(parts: Parts): Promise<void> {
      const { app } = await createApplication(platform, parts);
      onTestFinished(() => app.close());
      await app.init();
    }
  });

  describe('of queries', () => {
    const app = sharedApplication(platform, () => ({ controllers: [LimitsController] }));

    it('at most a thousand parameters are read', async () => {
      expect((await app().get(`/limits/query?${names(1_000)}`)).json()).toEqual({ fields: 1_000 });
      expect((await app().get(`/limits/query?${names(1_500)}`)).json()).toEqual({ fields: 1_000 });
    });
  });

  describe('of urlencoded bodies', () => {
    const app = sharedApplication(platform, () => ({ controllers: [LimitsController] }));
    const { nestedUrlencoded } = platform.capabilities;

    it('at most a thousand fields reach the handler', async () => {
      expect((await app().post('/limits/count', names(1_000), FORM)).json()).toEqual({ fields: 1_000 });
      const reply = await app().post('/limits/count', names(1_001), FORM);
      if (reply.status !== 413) expect(reply.json()).toEqual({ fields: 1_000 });
    });

    itWhen(nestedUrlencoded, 'more fields are answered with 413', async () => {
      const reply = await app().post('/limits/count', names(1_001), FORM);
      expect([reply.status, reply.json().statusCode]).toEqual([413, 413]);
    });

    itWhen(nestedUrlencoded, 'names that are nested too deeply are answered with 400', async () => {
      expect((await app().post('/limits/body', `a${'[b]'.repeat(33)}=1`, FORM)).status).toBe(400);
      expect((await app().post('/limits/body', `a${'[b]'.repeat(30)}=1`, FORM)).status).toBe(201);
    });

    itWhen(nestedUrlencoded, 'a list has no gaps, whatever its indexes are', async () => {
      const reply = await app().post('/limits/body', 't[5]=b&t[2]=a&u[0][3]=x', FORM);
      expect(reply.json()).toEqual({ t: ['a', 'b'], u: [['x']] });
    });

    itWhen(nestedUrlencoded, 'a huge index does not create a list of that length', async () => {
      const began = performance.now();
      const reply = await app().post('/limits/body', 't[20000000]=x', FORM);
      expect(performance.now() - began).toBeLessThan(PROMPT_MS);
      expect(reply.json()).toEqual({ t: { 20000000: 'x' } });
    });
  });

  describe('of forms', () => {
    const { uploads } = platform;
    if (platform.capabilities.uploads !== true || !uploads) {
      it.skip(`(skipped: ${platform.capabilities.uploads})`, () => undefined);
      return;
    }
    const app = sharedApplication(platform, () => ({ controllers: [formController(uploads)] }));
    const send = async (route: string, ...parts: Buffer[]) => {
      const reply = await app().post(`/forms/${route}`, form(...parts), MULTIPART);
      return [reply.status, reply.json()];
    };

    it('a huge index is answered with 400 without a delay', async () => {
      const began = performance.now();
      expect(await send('default', text('t[20000000]', 'x'))).toMatchObject([400, { statusCode: 400 }]);
      expect(performance.now() - began).toBeLessThan(PROMPT_MS);
    });

    it('a list has no gaps, whatever its indexes are', async () => {
      expect(await send('default', text('t[5]', 'b'), text('t[2]', 'a'), text('u[0][3]', 'x'))).toEqual([
        201,
        { t: ['a', 'b'], u: [['x']] },
      ]);
    });

    it('names that are nested too deeply are answered with 400', async () => {
      expect((await send('default', text(`a${'[b]'.repeat(33)}`, '1')))[0]).toBe(400);
      expect((await send('default', text(`a${'[b]'.repeat(30)}`, '1')))[0]).toBe(201);
    });

    it('more than a thousand parts are answered with 400', async () => {
      const fields = Array.from({ length: 1_001 }, (_, index) => text(`t${index}`, '1'));
      expect(await send('default', ...fields)).toMatchObject([400, { message: 'Too many parts' }]);
      expect((await send('default', ...fields.slice(1)))[0]).toBe(201);
    });

    it('at most two thousand headers of a part are read', async () => {
      const headers = Array.from({ length: 2_000 }, () => 'a:');
      const named = text('before', '1');
      expect(await send('default', named, textAfter(headers.slice(1_920), 'name', 'x'))).toEqual([
        201,
        { before: '1', name: 'x' },
      ]);
      const [status, body] = await send('default', named, textAfter(headers, 'name', 'x'));
      expect([status, JSON.stringify(body).includes('name')]).toEqual([expect.toBeOneOf([201, 400]), false]);
    });

    it('options raise and lower the limits', async () => {
      const fields = Array.from({ length: 1_400 }, (_, index) => text(`list[${index}]`, '1'));
      expect(await send('more', ...fields)).toEqual([201, { fields: 1, list: 1_400 }]);
      expect((await send('less', text('a[b][c]', '1'), text('b[3]', '1')))[0]).toBe(201);
      expect((await send('less', text('a[b][c][d]', '1')))[0]).toBe(400);
      expect((await send('less', text('b[4]', '1')))[0]).toBe(400);
    });
  });
}

function names(count: number): string {
  return Array.from({ length: count }, (_, index) => `p${index}=1`).join('&');
}
