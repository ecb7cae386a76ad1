import {
  type ArgumentsHost,
  BadRequestException,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  Get,
  Header,
  HttpCode,
  HttpException,
  Injectable,
  type NestInterceptor,
  NotFoundException,
  Param,
  type PipeTransform,
  Redirect,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { APP_FILTER, BaseExceptionFilter, HttpAdapterHost } from '@portico/core';
import type { Observable } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApplication, launchForTest } from './support/application.js';
import type { HttpPlatform } from './support/platform.js';
import { sharedApplication } from './support/shared-application.js';

class Odd extends Error {}
class Teapot extends HttpException {
  constructor() {
    super({ short: true, stout: true }, 418);
  }
}

@Catch(Odd)
class OddFilter implements ExceptionFilter {
  constructor(private readonly level: string) {}
  catch(error: Odd, host: ArgumentsHost): void {
    reply(host, 222, { odd: error.message, by: this.level });
  }
}

@Catch(HttpException)
class HttpFilter implements ExceptionFilter {
  catch(error: HttpException, host: ArgumentsHost): void {
    reply(host, error.getStatus(), { filtered: error.message });
  }
}

@Catch()
class EverythingFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    reply(host, 500, { everything: String(error) });
  }
}

@Catch()
class ThrowingFilter implements ExceptionFilter {
  catch(): never {
    throw new Error('the filter itself');
  }
}

@Catch()
class AsyncThrowingFilter implements ExceptionFilter {
  async catch(): Promise<never> {
    throw new Error('the filter itself');
  }
}

function reply(host: ArgumentsHost, status: number, body: unknown): void {
  const response = host.switchToHttp().getResponse<any>();
  response.status(status).send(body);
}

class Guard implements CanActivate {
  constructor(private readonly decide: () => boolean | Promise<boolean>) {}
  canActivate() {
    return this.decide();
  }
}

class ThrowingInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, _next: CallHandler): Observable<unknown> {
    throw new BadRequestException('interceptor');
  }
}

class ThrowingPipe implements PipeTransform {
  transform(): never {
    throw new BadRequestException('pipe');
  }
}

@Controller()
class FailingController {
  @Get('http') http() {
    throw new NotFoundException('no such cat', { cause: new Error('hidden'), description: 'Cat Missing' });
  }
  @Get('http/object') object() {
    throw new Teapot();
  }
  @Get('http/async') async later() {
    throw new ForbiddenException();
  }
  @Get('http/text') text() {
    throw new HttpException('just text', 402);
  }
  @Get('unknown') unknown() {
    throw new Error('secret of the house');
  }
  @Get('unknown/async') async unknownAsync() {
    throw new Error('secret of the house');
  }
  @Get('unknown/text') unknownText() {
    throw 'a text';
  }
  @Get('unknown/null') unknownNull() {
    throw null;
  }
  @Get('unsendable') unsendable() {
    throw new HttpException({ amount: 1n }, 400);
  }
  @Header('Content-Type', 'text/csv') @Get('csv') csv() {
    throw new BadRequestException('not so');
  }
  @UseGuards(new Guard(() => false)) @Get('denied') denied() {
    return 'never';
  }
  @UseGuards(new Guard(async () => false)) @Get('denied/async') deniedAsync() {
    return 'never';
  }
  @UseInterceptors(new ThrowingInterceptor()) @Get('interceptor') interceptor() {
    return 'never';
  }
  @Get('pipe/:id') pipe(@Param('id', new ThrowingPipe()) id: string) {
    return id;
  }
  @UseFilters(new ThrowingFilter()) @Get('filter') filter() {
    throw new Error('first');
  }
  @UseFilters(new AsyncThrowingFilter()) @Get('filter/async') filterAsync() {
    throw new Error('first');
  }
  @Get('fine') fine() {
    return 'fine';
  }
}

/** What no reply can have as its status, by the last segment of the path that throws it. */
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

@UseFilters(new OddFilter('class'))
@Controller('odd')
class OddController {
  @Get() odd() {
    throw new Odd('x');
  }
  @UseFilters(new OddFilter('method')) @Get('method') method() {
    throw new Odd('x');
  }
  @Get('other') other() {
    throw new BadRequestException('other');
  }
}

export function describeExceptions(platform: HttpPlatform): void {
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
      '%s is 500 with nothing leaked, and logged once',
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

    it('an error on a route with a type of its own is JSON all the same', async () => {
      const answer = await app().get('/csv');
      expect([answer.status, answer.json().message]).toEqual([400, 'not so']);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
    });

    it.each(['/filter', '/filter/async'])('a filter that fails itself (%s) is answered with 500', async (path) => {
      expect((await app().get(path)).status).toBe(500);
      expect((await app().get('/fine')).text).toBe('fine');
    });
  });

  describe('a status that no reply can have', () => {
    const app = sharedApplication(platform, () => ({ controllers: [StatusController] }));

    it.each(Object.entries(NO_STATUS))(
      'of an exception (%s: %j) is answered with 500, and the log teaches',
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

    it.each(['zero', 'not-a-number', 'above'])('that a filter replies with (%s) is 500 too', async (name) => {
      const filtered = await launchForTest(platform, {
        controllers: [StatusController],
        providers: [{ provide: APP_FILTER, useClass: ReplyingFilter }],
      });
      expect((await filtered.get(`/status/${name}`)).status).toBe(500);
    });

    it.each([
      ['@HttpCode()', HttpCode(0)],
      ['@HttpCode()', HttpCode(101)],
      ['@HttpCode()', HttpCode('201' as never)],
      ['@Redirect()', Redirect('/', 1000)],
    ])('of %s is refused at start', async (decorator, decorate) => {
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

  describe('with filters', () => {
    it('the nearest takes the exception: method, class, global', async () => {
      const app = await launchForTest(platform, {
        controllers: [OddController, FailingController],
        configure: (nest) => nest.useGlobalFilters(new OddFilter('global'), new HttpFilter()),
      });
      expect((await app.get('/odd/method')).json()).toEqual({ odd: 'x', by: 'method' });
      expect((await app.get('/odd')).json()).toEqual({ odd: 'x', by: 'class' });
      expect((await app.get('/odd/other')).json()).toEqual({ filtered: 'other' });
      expect((await app.get('/http')).json()).toEqual({ filtered: 'no such cat' });
    });

    it('of global ones that fit, the last added wins', async () => {
      const app = await launchForTest(platform, {
        controllers: [FailingController],
        configure: (nest) => nest.useGlobalFilters(new EverythingFilter(), new HttpFilter()),
      });
      expect((await app.get('/http')).json()).toEqual({ filtered: 'no such cat' });
      expect((await app.get('/unknown')).json()).toEqual({ everything: 'Error: secret of the house' });
    });

    it.each(['/filter', '/filter/async'])(
      'a global one takes what that of a method throws (%s), and what a global one throws once more',
      async (path) => {
        const seen: unknown[] = [];
        @Catch()
        class Last implements ExceptionFilter {
          catch(error: Error, host: ArgumentsHost): void {
            seen.push(error.message);
            if (seen.length === 2) throw new Error('again');
            reply(host, 477, { last: error.message });
          }
        }
        const app = await launchForTest(platform, {
          controllers: [FailingController],
          configure: (nest) => nest.useGlobalFilters(new Last()),
        });
        const caught = await app.get(path);
        expect([caught.status, caught.json()]).toEqual([477, { last: 'the filter itself' }]);
        expect((await app.get('/http')).json()).toEqual({ last: 'again' });
        expect(seen).toEqual(['the filter itself', 'no such cat', 'again']);
      },
    );

    it('global ones that go on throwing end in 500', async () => {
      const app = await launchForTest(platform, {
        controllers: [FailingController],
        configure: (nest) => nest.useGlobalFilters(new ThrowingFilter()),
      });
      expect((await app.get('/filter')).status).toBe(500);
      expect((await app.get('/nowhere')).status).toBe(500);
    });

    it('they take 404 of no route and 400 of a broken body too', async () => {
      const app = await launchForTest(platform, {
        controllers: [FailingController],
        configure: (nest) => nest.useGlobalFilters(new HttpFilter()),
      });
      expect((await app.get('/nowhere')).json()).toEqual({ filtered: 'Cannot GET /nowhere' });
      const broken = await app.post('/fine', '{"a":', { 'content-type': 'application/json' });
      expect([broken.status, Object.keys(broken.json())]).toEqual([400, ['filtered']]);
    });

    it('APP_FILTER gives a filter its dependencies; BaseExceptionFilter does the rest', async () => {
      @Injectable()
      @Catch()
      class Counting extends BaseExceptionFilter {
        static seen = 0;
        constructor(host: HttpAdapterHost) {
          super(host.httpAdapter);
        }
        override catch(error: unknown, host: ArgumentsHost): void {
          Counting.seen++;
          super.catch(error, host);
        }
      }
      const app = await launchForTest(platform, {
        controllers: [FailingController],
        providers: [{ provide: APP_FILTER, useClass: Counting }],
      });
      expect((await app.get('/http')).json()).toMatchObject({ message: 'no such cat' });
      expect((await app.get('/unknown')).status).toBe(500);
      expect(Counting.seen).toBe(2);
    });
  });
}
