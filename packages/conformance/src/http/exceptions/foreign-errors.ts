import { Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import {
  type ArgumentsHost,
  BadRequestException,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  type MessageEvent,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  NotFoundException,
  Param,
  Redirect,
  Sse,
  UnauthorizedException,
  UseFilters,
} from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { concat, type Observable, of, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { revokedProxy, withUnreadable } from '../../support/unreadable.js';
import { upstreamFailure } from '../../support/upstream-failure.js';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

/** An error like those of http-errors. */
function httpError(status: number, message: string, expose = status < 500): Error {
  return Object.assign(new Error(message), { status, statusCode: status, expose });
}

/** Errors, two of which are not instances of this realm's `Error`. */
const FOREIGN: Readonly<Record<string, () => Error>> = {
  'own-realm': () => new Error('secret message'),
  'other-realm': () => runInNewContext("new Error('secret message')"),
  'null-prototype': () => Object.setPrototypeOf(new Error('secret message'), null),
};

function foreign(kind: string): Error {
  return Object.assign(FOREIGN[kind]!(), { config: 'secret' });
}

const CAUSE = 'its cause is in the log';

@Controller('holds')
class HoldingController {
  @Get('unauthorized') unauthorized() {
    throw new UnauthorizedException(upstreamFailure());
  }
  @Get('described') described() {
    throw new UnauthorizedException(upstreamFailure(), { description: CAUSE, errorCode: 'UPSTREAM' });
  }
  @Get('exception') exception() {
    throw new HttpException(upstreamFailure(), 402);
  }
  @Get('nested') nested() {
    throw new BadRequestException({ message: 'no', error: upstreamFailure(), list: [{ error: upstreamFailure() }] });
  }
  @Get('thrown') thrown() {
    throw upstreamFailure();
  }
  @Get('returned') returned() {
    return upstreamFailure();
  }
  @Get('promised') async promised() {
    return upstreamFailure();
  }
  @Get('observed') observed() {
    return of(upstreamFailure());
  }
  @Get('generated') async *generated() {
    yield upstreamFailure();
  }
  @Get('returned/:error') returnedForeign(@Param('error') error: string) {
    return foreign(error);
  }
  @Get('promised/:error') async promisedForeign(@Param('error') error: string) {
    return foreign(error);
  }
  @Get('observed/:error') observedForeign(@Param('error') error: string) {
    return of(foreign(error));
  }
  @Get('generated/:error') async *generatedForeign(@Param('error') error: string) {
    yield foreign(error);
  }
  @Redirect('/ok') @Get('redirected/:error') redirected(@Param('error') error: string) {
    return Object.assign(foreign(error), { url: 'https://secret.example', statusCode: 301 });
  }
  @Get('later/node/:error') laterOfNode(@Param('error') error: string) {
    return Readable.from([{ first: true }, foreign(error)]);
  }
  @Get('later/web/:error') laterOfWeb(@Param('error') error: string) {
    return new ReadableStream({
      start(controller) {
        controller.enqueue({ first: true });
        controller.enqueue(foreign(error));
        controller.close();
      },
    });
  }
  @Sse('events') events(): Observable<MessageEvent> {
    return of({ data: 'first' }, { data: upstreamFailure() });
  }
  @Sse('types') types(): Observable<unknown> {
    return of({ data: 'first' }, { type: upstreamFailure(), data: 1 });
  }
  @Sse('ids') ids(): Observable<unknown> {
    return of({ data: 'first' }, { id: upstreamFailure(), data: 1 });
  }
  @Sse('comments') comments(): Observable<unknown> {
    return of({ data: 'first' }, { comment: upstreamFailure() });
  }
  @Sse('failing') failing(): Observable<MessageEvent> {
    return concat(
      of({ data: 'first' }),
      throwError(() => new UnauthorizedException(upstreamFailure())),
    );
  }
  @Get('exceptions') exceptions() {
    return new NotFoundException('nothing here');
  }
  @Get('middleware/next') next() {
    return 'never';
  }
}

@Module({ controllers: [HoldingController] })
class HoldingModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    const {
      status: _s,
      statusCode: _c,
      ...fields
      // The class of an error adds these properties.
    } = upstreamFailure() as Error & { status: number; statusCode: number };
    consumer
      .apply((_request: unknown, _response: unknown, next: (error: unknown) => void) =>
        next(Object.assign(new Error('secret message'), fields)),
      )
      .forRoutes('holds/middleware/next');
  }
}

const THROWN: Record<string, unknown> = {
  'http-errors': httpError(404, 'no such cat'),
  unexposed: httpError(403, 'secret', false),
  'http-errors-500': httpError(503, 'secret'),
  'exposed-500': httpError(503, 'back at noon', true),
  plain: { statusCode: 409, message: 'taken', secret: 1 },
  'plain-500': { statusCode: 502, message: 'upstream' },
  status: Object.assign(new Error('secret'), { statusCode: 404 }),
  'no-status': { statusCode: 'abc', message: 'secret' },
  'status-of-success': { statusCode: 200, message: 'secret' },
  coded: new HttpException('no', 400, { errorCode: 'E1' }),
  'coded-standard': new BadRequestException('no', { errorCode: 'E2' }),
  'coded-bare': new BadRequestException(undefined, { errorCode: 'E3' }),
  'coded-with-number': Object.assign(new HttpException('no', 400), { errorCode: 7 }),
  'coded-with-error': Object.assign(new HttpException('no', 400), { errorCode: upstreamFailure() }),
};

@Controller('foreign')
class ForeignController {
  @Get(':what') fail(@Param('what') what: string) {
    throw THROWN[what];
  }
}

const UNKNOWN = { statusCode: 500, message: 'Internal server error' };

export function describeForeignErrors(platform: HttpPlatform): void {
  describe('the properties of an Error', () => {
    const app = sharedApplication(platform, () => ({ module: HoldingModule }));

    it.each<[string, number, unknown]>([
      ['unauthorized', 401, { statusCode: 401, message: 'Unauthorized' }],
      ['described', 401, { statusCode: 401, message: 'Unauthorized', errorCode: 'UPSTREAM' }],
      ['exception', 402, { statusCode: 402, message: 'Payment Required' }],
      ['nested', 400, { message: 'no', error: {}, list: [{ error: {} }] }],
      ['thrown', 500, UNKNOWN],
      ['returned', 500, UNKNOWN],
      ['promised', 500, UNKNOWN],
      ['observed', 500, UNKNOWN],
      ['generated', 500, UNKNOWN],
      ['middleware/next', 500, UNKNOWN],
    ])('are not in the reply: %s', async (path, status, body) => {
      const reply = await app().get(`/holds/${path}`);
      expect([reply.status, reply.json()]).toEqual([status, body]);
    });

    it.each(
      ['returned', 'promised', 'observed', 'generated', 'redirected'].flatMap((way) =>
        Object.keys(FOREIGN).map((kind) => `${way}/${kind}`),
      ),
    )('are not in the reply, of whatever realm the Error is: %s', async (path) => {
      const reply = await app().get(`/holds/${path}`);
      expect([reply.status, reply.json(), reply.headers.location]).toEqual([500, UNKNOWN, undefined]);
    });

    it.each(['node', 'web'].flatMap((source) => Object.keys(FOREIGN).map((kind) => `${source}/${kind}`)))(
      'are not in a stream whose later value is an Error, of whatever realm: %s',
      async (path) => {
        const sent = await app().raw(`GET /holds/later/${path}`);
        expect(sent).toContain('{"first":true}');
        expect(sent).not.toContain('secret');
        expect(sent).not.toMatch(/\r\n0\r\n\r\n$/);
      },
    );

    it.each(['events', 'types', 'ids', 'comments', 'failing'])('are not in an event stream: %s', async (path) => {
      const { text } = await app().get(`/holds/${path}`);
      expect(text).toMatch(/data: first[\s\S]*event: error/);
      expect(text).not.toContain('secret');
    });

    it('an exception that a handler returns is treated as thrown', async () => {
      const reply = await app().get('/holds/exceptions');
      expect([reply.status, reply.json()]).toEqual([
        404,
        { statusCode: 404, message: 'nothing here', error: 'Not Found' },
      ]);
    });

    it('are logged once', async () => {
      const own = await launchForTest(platform, { module: HoldingModule });
      await own.get('/holds/returned');
      expect(own.logger.errors.filter((line) => line.includes('secret message'))).toHaveLength(1);
    });
  });

  describe('errors of other libraries', () => {
    const app = sharedApplication(platform, () => ({ controllers: [ForeignController] }));

    it.each<[string, number, unknown]>([
      ['http-errors', 404, { statusCode: 404, message: 'no such cat' }],
      ['unexposed', 403, { statusCode: 403, message: 'Forbidden' }],
      ['http-errors-500', 503, { statusCode: 503, message: 'Service Unavailable' }],
      ['exposed-500', 503, { statusCode: 503, message: 'back at noon' }],
      ['plain', 409, { statusCode: 409, message: 'taken' }],
      ['plain-500', 502, { statusCode: 502, message: 'upstream' }],
      ['status', 500, UNKNOWN],
      ['no-status', 500, UNKNOWN],
      ['status-of-success', 500, UNKNOWN],
    ])('%s is answered with %i', async (what, status, body) => {
      const reply = await app().get(`/foreign/${what}`);
      expect([reply.status, reply.json()]).toEqual([status, body]);
    });

    it('errors that a client does not see in full are logged, and all with a status of 5xx', async () => {
      const own = await launchForTest(platform, { controllers: [ForeignController] });
      for (const what of ['http-errors', 'plain', 'unexposed', 'http-errors-500', 'exposed-500']) {
        await own.get(`/foreign/${what}`);
      }
      expect(own.logger.errors).toHaveLength(3);
    });
  });

  describe('errors that cannot be read', () => {
    const raise: Readonly<Record<string, () => unknown>> = {
      ...Object.fromEntries(
        ['statusCode', 'status', 'code', 'expose', 'message', 'stack', 'getStatus'].map((key) => [
          key,
          () => withUnreadable(new Error('secret message'), key),
        ]),
      ),
      proxy: revokedProxy,
      'no-prototype': FOREIGN['null-prototype']!,
    };
    @Catch(UnauthorizedException)
    class OtherFilter implements ExceptionFilter {
      catch(): void {}
    }
    @Controller('unreadable')
    class UnreadableController {
      @Get('thrown/:kind') thrown(@Param('kind') kind: string) {
        throw raise[kind]!();
      }
      @UseFilters(OtherFilter) @Get('filtered/:kind') filtered(@Param('kind') kind: string) {
        throw raise[kind]!();
      }
      @Get('given/:kind') given() {
        return 'never';
      }
    }
    @Module({ controllers: [UnreadableController] })
    class UnreadableModule implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        consumer
          .apply((request: any, _response: unknown, next: (error: unknown) => void) =>
            next(raise[request.params.kind]!()),
          )
          .forRoutes('unreadable/given/:kind');
      }
    }
    const app = sharedApplication(platform, () => ({ module: UnreadableModule }));

    it.each(['thrown', 'filtered', 'given'].flatMap((way) => Object.keys(raise).map((kind) => `${way}/${kind}`)))(
      'are unknown errors, and are logged: %s',
      async (path) => {
        const logged = app().logger.errors.length;
        const reply = await app().get(`/unreadable/${path}`);
        expect([reply.status, reply.json()]).toEqual([500, UNKNOWN]);
        expect(app().logger.errors).toHaveLength(logged + 1);
      },
    );
  });

  describe('errors of other libraries that a middleware passes to next()', () => {
    @Controller('given')
    class GivenController {
      @Get(':what') never() {
        return 'never';
      }
    }
    const GIVEN: Record<string, unknown> = {
      ...THROWN,
      jwt: Object.assign(new Error('secret'), { name: 'UnauthorizedError', status: 401, code: 'credentials_required' }),
      upstream: upstreamFailure(),
      uri: new URIError('secret'),
      syntax: Object.assign(new SyntaxError('secret'), { status: 400 }),
      fastify: Object.assign(new Error('secret'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }),
      'unknown-status': Object.assign(new Error('secret'), { status: 499 }),
    };
    @Module({ controllers: [GivenController] })
    class GivenModule implements NestModule {
      configure(consumer: MiddlewareConsumer): void {
        const give = (request: any, _response: unknown, next: (error: unknown) => void): void =>
          next(
            GIVEN[
              String(request.originalUrl ?? request.url)
                .split('/')
                .at(-1)!
            ],
          );
        consumer.apply(give).forRoutes(GivenController);
      }
    }
    const app = sharedApplication(platform, () => ({ module: GivenModule }));
    const standard = (statusCode: number, error: string, message = error) => ({ statusCode, error, message });

    it.each<[string, number, unknown]>([
      ['http-errors', 404, standard(404, 'Not Found', 'no such cat')],
      ['unexposed', 403, standard(403, 'Forbidden')],
      ['http-errors-500', 503, { statusCode: 503, message: 'Service Unavailable' }],
      ['jwt', 401, standard(401, 'Unauthorized')],
      ['upstream', 404, standard(404, 'Not Found')],
      ['uri', 400, standard(400, 'Bad Request')],
      ['syntax', 400, standard(400, 'Bad Request')],
      ['fastify', 413, standard(413, 'Payload Too Large')],
      ['unknown-status', 499, standard(499, 'Error')],
      ['plain', 409, { statusCode: 409, message: 'taken' }],
    ])('%s is answered with %i, and shows only exposed messages', async (what, status, body) => {
      const reply = await app().get(`/given/${what}`);
      expect([reply.status, reply.json()]).toEqual([status, body]);
    });
  });

  it('malformed bodies and paths reach filters as exceptions for HTTP', async () => {
    const caught: string[] = [];
    @Catch(HttpException)
    class MalformedFilter implements ExceptionFilter {
      catch(exception: HttpException, host: ArgumentsHost): void {
        caught.push(exception.name);
        const { httpAdapter } = own.app.get(HttpAdapterHost);
        httpAdapter.reply(host.switchToHttp().getResponse(), { filtered: true }, exception.getStatus());
      }
    }
    const own = await launchForTest(platform, {
      controllers: [ForeignController],
      configure: (app) => app.useGlobalFilters(new MalformedFilter()),
    });
    const malformed = await own.post('/foreign/any', '{"a":', { 'content-type': 'application/json' });
    expect([malformed.status, malformed.json()]).toEqual([400, { filtered: true }]);
    const undecodable = await own.get('/foreign/%zz');
    expect([undecodable.status, undecodable.json()]).toEqual([400, { filtered: true }]);
    expect(caught).toEqual([expect.toBeOneOf(['HttpException', 'BadRequestException']), 'BadRequestException']);
  });

  it.each<[string, unknown]>([
    ['coded', { statusCode: 400, message: 'no', errorCode: 'E1' }],
    ['coded-standard', { statusCode: 400, message: 'no', error: 'Bad Request', errorCode: 'E2' }],
    ['coded-with-number', { statusCode: 400, message: 'no', errorCode: 7 }],
    ['coded-with-error', { statusCode: 400, message: 'no' }],
    ['coded-bare', { statusCode: 400, message: 'Bad Request', errorCode: 'E3' }],
  ])('errorCode is in the body: %s', async (what, body) => {
    const app = await launchForTest(platform, { controllers: [ForeignController] });
    expect((await app.get(`/foreign/${what}`)).json()).toEqual(body);
  });
}
