import { Readable } from 'node:stream';
import {
  type CallHandler,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  type MiddlewareConsumer,
  Module,
  type NestInterceptor,
  type NestModule,
  Param,
  type PipeTransform,
  StreamableFile,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { map, type Observable } from 'rxjs';
import { expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';
import { thrown } from './hostile-controller.js';

class ThrowingGuard implements CanActivate {
  canActivate(): boolean {
    return thrown();
  }
}

class RejectingGuard implements CanActivate {
  async canActivate(): Promise<boolean> {
    return thrown();
  }
}

class ThrowingPipe implements PipeTransform {
  transform(): unknown {
    return thrown();
  }
}

class RejectingPipe implements PipeTransform {
  async transform(): Promise<unknown> {
    return thrown();
  }
}

class ThrowingInterceptor implements NestInterceptor {
  intercept(): Observable<unknown> {
    return thrown();
  }
}

class RejectingInterceptor implements NestInterceptor {
  async intercept(): Promise<Observable<unknown>> {
    return thrown();
  }
}

class LateInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map(thrown));
  }
}

@Catch()
class ThrowingFilter implements ExceptionFilter {
  catch(): void {
    thrown();
  }
}

@Catch()
class RejectingFilter implements ExceptionFilter {
  async catch(): Promise<void> {
    thrown();
  }
}

@Controller()
class ThrowingController {
  @Get('handler') handler() {
    thrown();
  }
  @Get('handler/async') async handlerAsync() {
    thrown();
  }
  @UseGuards(new ThrowingGuard()) @Get('guard') guard() {}
  @UseGuards(new RejectingGuard()) @Get('guard/async') guardAsync() {}
  @Get('pipe/:id') pipe(@Param('id', new ThrowingPipe()) id: string) {
    return id;
  }
  @Get('pipe-async/:id') pipeAsync(@Param('id', new RejectingPipe()) id: string) {
    return id;
  }
  @UseInterceptors(new ThrowingInterceptor()) @Get('interceptor') interceptor() {}
  @UseInterceptors(new RejectingInterceptor()) @Get('interceptor/async') interceptorAsync() {}
  @UseInterceptors(new LateInterceptor()) @Get('interceptor/late') interceptorLate() {}
  @UseFilters(new ThrowingFilter()) @Get('filter') filter() {
    thrown();
  }
  @UseFilters(new RejectingFilter()) @Get('filter/async') filterAsync() {
    thrown();
  }
  @Get('stream') stream() {
    return new StreamableFile(new Readable({ read: thrown }));
  }
  @Get('json') json() {
    return { toJSON: thrown };
  }
  @Get('getter') getter() {
    return {
      get value() {
        return thrown();
      },
    };
  }
  @Get('middleware/sync') middleware() {
    return 'never';
  }
  @Get('middleware/async') middlewareAsync() {
    return 'never';
  }
  @Get('alive') alive() {
    return 'alive';
  }
}

@Module({ controllers: [ThrowingController] })
class ThrowingModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      // The types do not allow this form of middleware.
      .apply(thrown as never)
      .forRoutes('middleware/sync')
      // The types do not allow this form of middleware.
      .apply((async () => thrown()) as never)
      .forRoutes('middleware/async');
  }
}

export function describeThrown(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ module: ThrowingModule }));

  it.each([
    'handler',
    'handler/async',
    'guard',
    'guard/async',
    'pipe/1',
    'pipe-async/1',
    'interceptor',
    'interceptor/async',
    'interceptor/late',
    'filter',
    'filter/async',
    'json',
    'getter',
    'middleware/sync',
    'middleware/async',
    'stream',
  ])('%s: there is a reply within a second, and the connection stays usable', async (path) => {
    const began = performance.now();
    const reply = await app().get(`/${path}`);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.text).not.toMatch(/thrown on purpose|\.ts:|stack/);
    expect((await app().get('/alive')).text).toBe('alive');
  });
}
