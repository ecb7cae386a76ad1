import {
  type ArgumentsHost,
  BadRequestException,
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  type NestInterceptor,
  type PipeTransform,
  Query,
  type Type,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@portico/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, HttpAdapterHost } from '@portico/core';
import { mergeMap, type Observable, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

/** When a stage returns its result: immediately, or in another iteration of the event loop. */
type Timing = <T>(value: T) => T | Promise<T>;

const TIMINGS: Readonly<Record<string, Timing>> = {
  'that return values': (value) => value,
  'that return promises': (value) => new Promise((resolve) => setImmediate(resolve, value)),
  // A synchronous stage must not run before an asynchronous one that precedes it.
  'of which every other returns a promise': everyOther(),
};

const ROUND_THE_HANDLER = ['global', 'controller', 'route'];

/** Guards, interceptors, pipes, the handler and filters run in the documented order, whether or not they are asynchronous. */
export function describePipelineOrder(platform: HttpPlatform): void {
  describe.each(Object.entries(TIMINGS))('stages %s', (_name, timing) => {
    const seen: string[] = [];
    const app = sharedApplication(platform, () => applicationOf(seen, timing));

    it('run in order, and interceptors in reverse order after the handler', async () => {
      seen.length = 0;
      expect((await app().get('/stages?given=x')).json()).toEqual({ given: 'x' });
      expect(seen).toEqual([
        ...ROUND_THE_HANDLER.map((level) => `guard: ${level}`),
        ...ROUND_THE_HANDLER.map((level) => `interceptor: ${level}`),
        ...ROUND_THE_HANDLER.map((level) => `pipe: ${level}`),
        'handler',
        ...ROUND_THE_HANDLER.toReversed().map((level) => `interceptor after: ${level}`),
      ]);
    });

    it('stop if a pipe rejects a value, and the most specific filter replies', async () => {
      seen.length = 0;
      expect((await app().get('/stages?given=refused')).status).toBe(400);
      expect(seen.slice(-2)).toEqual(['pipe: route', 'filter: route']);
      expect(seen).not.toContain('handler');
    });
  });
}

function applicationOf(seen: string[], timing: Timing) {
  const guard = (level: string): Type<CanActivate> =>
    class implements CanActivate {
      canActivate() {
        seen.push(`guard: ${level}`);
        return timing(true);
      }
    };
  const interceptor = (level: string): Type<NestInterceptor> =>
    class implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler) {
        seen.push(`interceptor: ${level}`);
        const after = (result: unknown): unknown => {
          seen.push(`interceptor after: ${level}`);
          return timing(result);
        };
        const handled: Observable<unknown> = next.handle().pipe(mergeMap((result) => toObservable(after(result))));
        return timing(handled);
      }
    };
  const pipe = (level: string): Type<PipeTransform> =>
    class implements PipeTransform {
      transform(value: unknown) {
        seen.push(`pipe: ${level}`);
        if (level === 'route' && value === 'refused') throw new BadRequestException();
        return timing(value);
      }
    };
  const filter = (level: string): Type<ExceptionFilter> => {
    @Catch()
    class LevelFilter implements ExceptionFilter {
      constructor(private readonly adapterHost: HttpAdapterHost) {}
      async catch(_error: unknown, host: ArgumentsHost) {
        seen.push(`filter: ${level}`);
        await timing(undefined);
        this.adapterHost.httpAdapter.reply(host.switchToHttp().getResponse(), { by: level }, 400);
      }
    }
    return LevelFilter;
  };

  @UseGuards(guard('controller'))
  @UseInterceptors(interceptor('controller'))
  @UsePipes(pipe('controller'))
  @UseFilters(filter('controller'))
  @Controller('stages')
  class StagesController {
    @UseGuards(guard('route'))
    @UseInterceptors(interceptor('route'))
    @UsePipes(pipe('route'))
    @UseFilters(filter('route'))
    @Get()
    find(@Query('given') given: string) {
      seen.push('handler');
      return timing({ given });
    }
  }

  return {
    controllers: [StagesController],
    providers: [
      { provide: APP_GUARD, useClass: guard('global') },
      { provide: APP_INTERCEPTOR, useClass: interceptor('global') },
      { provide: APP_PIPE, useClass: pipe('global') },
      { provide: APP_FILTER, useClass: filter('global') },
    ],
  };
}

/** Converts a value, or a promise of it, to an Observable. */
function toObservable(value: unknown): Observable<unknown> | Promise<unknown> {
  return value instanceof Promise ? value : of(value);
}

function everyOther(): Timing {
  let count = 0;
  return (value) => {
    count += 1;
    return count % 2 === 0 ? value : new Promise((resolve) => setImmediate(resolve, value));
  };
}
