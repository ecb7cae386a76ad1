import 'reflect-metadata';
import {
  All,
  type ArgumentsHost,
  Body,
  type CallHandler,
  Catch,
  Controller,
  createParamDecorator,
  type ExceptionFilter,
  type ExecutionContext,
  Get,
  Header,
  HttpCode,
  HttpException,
  Param,
  ParseIntPipe,
  Post,
  Query,
  Redirect,
  Res,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { map, of } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, serve } from './application.fixture.js';

const Method = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest().method as string,
);

class Teapot extends Error {}

@Catch(Teapot)
class TeapotFilter implements ExceptionFilter<Teapot> {
  catch(error: Teapot, host: ArgumentsHost): void {
    host.switchToHttp().getResponse().writeHead(418).end(error.message);
  }
}

@Controller('cats')
class CatsController {
  @Get()
  all(@Query('page') page: string) {
    return { page };
  }

  @Get('wrapped')
  @UseInterceptors({
    intercept: (context: ExecutionContext, next: CallHandler) =>
      next.handle().pipe(map((data) => ({ data, status: context.switchToHttp().getResponse().statusCode }))),
  })
  @HttpCode(206)
  wrapped() {
    return of(1, 2);
  }

  @Get('denied')
  @UseGuards({ canActivate: () => false })
  @Header('x-secret', '1')
  denied() {}

  @Get('teapot')
  @UseFilters(TeapotFilter)
  teapot() {
    throw new Teapot('short and stout');
  }

  @Get('unknown')
  unknown() {
    throw new Error('the secret');
  }

  @Get('http')
  http() {
    throw new HttpException('nope', 409);
  }

  @Get('big')
  big() {
    return { n: 1n };
  }

  @Get('nothing')
  nothing() {}

  @Get('manual')
  manual(@Res() response: any) {
    response.end('by hand');
  }

  @Get('passthrough')
  passthrough(@Res({ passthrough: true }) response: any) {
    response.statusCode = 202;
    return 'x';
  }

  @Get('redirect')
  @Redirect('/cats', 302)
  redirect() {}

  @Get('redirect/:to')
  @Redirect('/cats')
  redirectTo(@Param('to') to: string) {
    return { url: `/${to}`, statusCode: 307 };
  }

  @Get(':id')
  one(@Param('id', ParseIntPipe) id: number) {
    return { id };
  }

  @Post()
  @Header('x-made', 'yes')
  create(@Body() body: unknown, @Method() method: string) {
    return { body, method };
  }

  @All('any/*path')
  any(@Param('path') path: string[]) {
    return path;
  }
}

afterEach(closeAll);

describe('controllers on an adapter with the documented members', () => {
  it('reply with values, parameters, bodies and statuses', async () => {
    const { json, fetch } = await serve({ controllers: [CatsController] });
    expect(await json('/cats?page=2')).toEqual({ page: '2' });
    expect(await json('/cats/7')).toEqual({ id: 7 });
    expect(await json('/cats/x')).toMatchObject({ statusCode: 400, error: 'Bad Request' });
    const created = await fetch('/cats', {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect([created.status, created.headers.get('x-made')]).toEqual([201, 'yes']);
    expect(await created.json()).toEqual({ body: { a: 1 }, method: 'POST' });
    expect(await json('/cats/any/a/b', { method: 'PUT' })).toEqual(['a', 'b']);
    const nothing = await fetch('/cats/nothing');
    expect([nothing.status, await nothing.text()]).toEqual([200, '']);
    expect((await fetch('/cats/passthrough')).status).toBe(202);
    expect(await (await fetch('/cats/manual')).text()).toBe('by hand');
  });

  it('expose the status of the reply to interceptors', async () => {
    const { fetch } = await serve({ controllers: [CatsController] });
    const response = await fetch('/cats/wrapped');
    expect([response.status, await response.json()]).toEqual([206, { data: 2, status: 206 }]);
  });

  it('redirect to the declared and to the returned URL', async () => {
    const { fetch } = await serve({ controllers: [CatsController] });
    const fixed = await fetch('/cats/redirect');
    expect([fixed.status, fixed.headers.get('location')]).toEqual([302, '/cats']);
    const returned = await fetch('/cats/redirect/dogs');
    expect([returned.status, returned.headers.get('location')]).toEqual([307, '/dogs']);
  });

  it('reply to exceptions with the documented bodies', async () => {
    const { json, fetch } = await serve({ controllers: [CatsController] });
    const denied = await fetch('/cats/denied');
    expect(await denied.json()).toEqual({ message: 'Forbidden resource', error: 'Forbidden', statusCode: 403 });
    expect(denied.headers.get('x-secret')).toBeNull();
    expect(await json('/cats/unknown')).toEqual({ statusCode: 500, message: 'Internal server error' });
    expect(await json('/cats/http')).toEqual({ statusCode: 409, message: 'nope' });
    expect(await json('/cats/big')).toEqual({ statusCode: 500, message: 'Internal server error' });
    const teapot = await fetch('/cats/teapot');
    expect([teapot.status, await teapot.text()]).toEqual([418, 'short and stout']);
  });

  it('pass errors of the platform to global filters', async () => {
    const seen: unknown[] = [];
    @Catch()
    class Everything implements ExceptionFilter {
      catch(error: unknown, host: ArgumentsHost): void {
        seen.push((error as HttpException).getStatus());
        host.switchToHttp().getResponse().writeHead(299).end();
      }
    }
    const { fetch } = await serve({ controllers: [CatsController] }, (app) => app.useGlobalFilters(new Everything()));
    expect((await fetch('/nowhere')).status).toBe(299);
    expect(
      (await fetch('/cats', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(299);
    expect((await fetch('/cats', { method: 'POST', body: 'x'.repeat(2000) })).status).toBe(299);
    expect(seen).toEqual([404, 400, 413]);
  });

  it('have replies for unknown routes and invalid bodies', async () => {
    const { json } = await serve({ controllers: [CatsController] });
    expect(await json('/nowhere?x=1')).toEqual({
      message: 'Cannot GET /nowhere?x=1',
      error: 'Not Found',
      statusCode: 404,
    });
    const broken = await json('/cats', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
    expect(broken).toMatchObject({ statusCode: 400, error: 'Bad Request' });
    expect(await json('/cats', { method: 'POST', body: 'x'.repeat(2000) })).toEqual({
      message: 'too large',
      error: 'Payload Too Large',
      statusCode: 413,
    });
  });
});
