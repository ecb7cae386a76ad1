import {
  type ArgumentsHost,
  BadRequestException,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  HttpException,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  NotFoundException,
  UseFilters,
} from '@portico/common';
import { APP_FILTER, BaseExceptionFilter, HttpAdapterHost } from '@portico/core';
import { describe, expect, it } from 'vitest';
import { launchForTest } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { FailingController, reply, ThrowingFilter } from './failing-controller.js';

class Odd extends Error {}

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

export function describeFilters(platform: HttpPlatform): void {
  describe('with filters', () => {
    it('the most specific one handles the exception: method, class, global', async () => {
      const app = await launchForTest(platform, {
        controllers: [OddController, FailingController],
        configure: (nest) => nest.useGlobalFilters(new OddFilter('global'), new HttpFilter()),
      });
      expect((await app.get('/odd/method')).json()).toEqual({ odd: 'x', by: 'method' });
      expect((await app.get('/odd')).json()).toEqual({ odd: 'x', by: 'class' });
      expect((await app.get('/odd/other')).json()).toEqual({ filtered: 'other' });
      expect((await app.get('/http')).json()).toEqual({ filtered: 'no such cat' });
    });

    it('of the global ones that match, the last one added handles it', async () => {
      const app = await launchForTest(platform, {
        controllers: [FailingController],
        configure: (nest) => nest.useGlobalFilters(new EverythingFilter(), new HttpFilter()),
      });
      expect((await app.get('/http')).json()).toEqual({ filtered: 'no such cat' });
      expect((await app.get('/unknown')).json()).toEqual({ everything: 'Error: a secret' });
    });

    it.each(['/filter', '/filter/async'])(
      'a global one handles exceptions of a filter of the method (%s), and of another global one once',
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

    it('an exception that a global one throws for an invalid body or an error of next() is not passed to filters', async () => {
      const seen: string[] = [];
      @Catch()
      class Last implements ExceptionFilter {
        catch(error: Error): void {
          seen.push(error.constructor.name);
          throw new Error('again');
        }
      }
      @Module({ controllers: [FailingController] })
      class AppModule implements NestModule {
        configure(consumer: MiddlewareConsumer): void {
          const handOn = (_request: unknown, _response: unknown, next: (error: unknown) => void) =>
            next(new RangeError());
          const fail = () => {
            throw new TypeError();
          };
          consumer.apply(handOn).forRoutes('csv').apply(fail).forRoutes('fine');
        }
      }
      const app = await launchForTest(platform, {
        module: AppModule,
        configure: (nest) => nest.useGlobalFilters(new Last()),
      });
      const broken = await app.post('/http', '{"a":', { 'content-type': 'application/json' });
      expect([broken.status, seen.splice(0).length]).toEqual([500, 1]);
      expect([(await app.get('/csv')).status, seen.splice(0)]).toEqual([500, ['RangeError']]);
      // The exception of the filter is handled like an exception of a route.
      expect([(await app.get('/fine')).status, seen.splice(0)]).toEqual([500, ['TypeError', 'Error']]);
    });

    it('global ones that always throw result in 500', async () => {
      const app = await launchForTest(platform, {
        controllers: [FailingController],
        configure: (nest) => nest.useGlobalFilters(new ThrowingFilter()),
      });
      expect((await app.get('/filter')).status).toBe(500);
      expect((await app.get('/nowhere')).status).toBe(500);
    });

    it('global ones also handle 404 for unknown routes and 400 for invalid bodies', async () => {
      const app = await launchForTest(platform, {
        controllers: [FailingController],
        configure: (nest) => nest.useGlobalFilters(new HttpFilter()),
      });
      expect((await app.get('/nowhere')).json()).toEqual({ filtered: 'Cannot GET /nowhere' });
      const broken = await app.post('/fine', '{"a":', { 'content-type': 'application/json' });
      expect([broken.status, Object.keys(broken.json())]).toEqual([400, ['filtered']]);
    });

    it('a filter that extends BaseExceptionFilter needs no constructor, wherever it is registered', async () => {
      const seen: string[] = [];
      @Catch()
      class Everything extends BaseExceptionFilter {
        override catch(error: unknown, host: ArgumentsHost): void {
          seen.push('global');
          super.catch(error, host);
        }
      }
      @Catch()
      class Local extends BaseExceptionFilter {
        override catch(error: unknown, host: ArgumentsHost): void {
          seen.push('local');
          super.catch(error, host);
        }
      }
      @Controller('local')
      @UseFilters(Local)
      class LocalController {
        @Get()
        fail(): never {
          throw new NotFoundException('no such dog');
        }
      }
      @Controller('base')
      @UseFilters(BaseExceptionFilter)
      class BaseController {
        @Get()
        fail(): never {
          throw new NotFoundException('no such bird');
        }
      }
      const app = await launchForTest(platform, {
        controllers: [FailingController, LocalController, BaseController],
        providers: [{ provide: APP_FILTER, useClass: Everything }],
      });
      expect((await app.get('/http')).json()).toMatchObject({ message: 'no such cat' });
      expect((await app.get('/local')).json()).toMatchObject({ message: 'no such dog' });
      expect((await app.get('/base')).json()).toMatchObject({ message: 'no such bird' });
      expect(seen).toEqual(['global', 'local']);
    });

    it('APP_FILTER injects dependencies, and BaseExceptionFilter sends the default reply', async () => {
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
