import {
  Body,
  Controller,
  Cookies,
  createParamDecorator,
  DefaultValuePipe,
  type ExecutionContext,
  Get,
  Headers,
  HttpCode,
  Ip,
  Next,
  Param,
  ParseArrayPipe,
  ParseBoolPipe,
  ParseEnumPipe,
  ParseFloatPipe,
  ParseIntPipe,
  ParseUUIDPipe,
  type PipeTransform,
  Post,
  Query,
  Req,
  Res,
  Session,
} from '@portico/common';
import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

const Agent = createParamDecorator((data: string | undefined, context: ExecutionContext) => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
  return data ? headers[data] : headers;
});

class Later implements PipeTransform<string> {
  async transform(value: string) {
    return value;
  }
}

class Shout implements PipeTransform {
  transform(value: unknown) {
    return String(value).toUpperCase();
  }
}

enum Size {
  small = 'S',
  large = 'L',
}

@Controller()
class ParametersController {
  @Get('defaults') defaults(page = 1, ...more: unknown[]) {
    return { page, more: more.length };
  }
  @Post('inherited') inherited(
    @Body('constructor') body: unknown,
    @Query('toString') query: unknown,
    @Headers('constructor') header: unknown,
    @Param('valueOf') parameter: unknown,
    @Cookies('constructor') cookie: unknown,
  ) {
    return [body, query, header, parameter, cookie].map((each) => each ?? null);
  }
  @Post('body') body(@Body() body: unknown) {
    return { body: body ?? null };
  }
  @Post('body/key') bodyKey(@Body('name') name: unknown) {
    return { name: name ?? null };
  }
  @Get('query') query(@Query() query: unknown) {
    return query;
  }
  @Get('query/key') queryKey(@Query('q') q: unknown) {
    return { q: q ?? null };
  }
  @Get('param/:a/:b') param(@Param() all: unknown, @Param('b') b: string) {
    return { all, b };
  }
  @Get('headers') headers(@Headers() all: Record<string, string>, @Headers('X-One') one: string) {
    return { one, same: all['x-one'] === one };
  }
  @Get('ip') ip(@Ip() ip: string) {
    return { ip };
  }
  @Get('session') session(@Session() session: unknown) {
    return { session: session ?? null };
  }
  @Get('cookies') cookies(@Cookies() all: unknown, @Cookies('a') a: unknown) {
    return { all, a: a ?? null };
  }
  @Get('req') req(@Req() request: { method: string; url: string }) {
    return { method: request.method, url: request.url };
  }
  @Get('custom') custom(@Agent('x-one') one: string) {
    return { one };
  }
  @Get('refused') refused(@Query('first', ParseIntPipe) first: number, @Query('last', ParseBoolPipe) last: boolean) {
    return { first, last };
  }

  @Get('refused-list') refusedList(
    @Query('first', ParseIntPipe) first: number,
    @Query('last', new ParseArrayPipe({ items: Number })) last: number[],
  ) {
    return { first, last };
  }
  @Get('custom/piped') piped(@Agent('x-one', new Shout()) one: string) {
    return { one };
  }
  @Get('passthrough') pass(@Res({ passthrough: true }) response: any) {
    response.header('x-from', 'handler');
    response.status(202);
    return { passed: true };
  }
  @Get('passthrough/:id') passPiped(@Param('id', new Later()) id: string, @Res({ passthrough: true }) response: any) {
    response.header('x-from', 'handler');
    return { id };
  }
  @Get('res') res(@Res() response: any) {
    response.status(203).send({ own: true });
  }
  @Get('next') next(@Res() response: any, @Next() next: unknown) {
    response.send({ next: typeof next });
  }

  @Get('int/:id') int(@Param('id', ParseIntPipe) id: number) {
    return { id };
  }
  @Get('float') float(@Query('n', ParseFloatPipe) n: number) {
    return { n };
  }
  @Get('bool') bool(@Query('on', ParseBoolPipe) on: boolean) {
    return { on };
  }
  @Get('list') list(@Query('ids', new ParseArrayPipe({ items: Number, separator: ',' })) ids: number[]) {
    return { ids };
  }
  @Get('uuid') uuid(@Query('id', new ParseUUIDPipe({ version: '4' })) id: string) {
    return { id };
  }
  @Get('size') size(@Query('size', new ParseEnumPipe(Size)) size: Size) {
    return { size };
  }
  @Get('default') default(@Query('page', new DefaultValuePipe(1), ParseIntPipe) page: number) {
    return { page };
  }
  @HttpCode(200) @Post('chain') chain(@Body('a', Shout) a: string, @Query('b', new Shout()) b: string) {
    return { a, b };
  }
}

const UUID = '7d444840-9dc0-4f5a-8e4f-6d2b6f3a1c11';

export function describeParameters(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ controllers: [ParametersController] }));
  const at = async (path: string, headers?: Record<string, string>) => (await app().get(path, headers)).json();

  it('@Body returns the body, or a property of it', async () => {
    expect((await app().post('/body', { name: 'Ada' })).json()).toEqual({ body: { name: 'Ada' } });
    expect((await app().post('/body/key', { name: 'Ada' })).json()).toEqual({ name: 'Ada' });
    expect((await app().post('/body/key', {})).json()).toEqual({ name: null });
    expect((await app().post('/body/key')).json()).toEqual({ name: null });
    expect((await app().post('/body')).json()).toEqual({ body: null });
  });

  it('@Query returns the query, or a key of it', async () => {
    expect(await at('/query?a=1&b=x%20y&a=2')).toEqual({ a: ['1', '2'], b: 'x y' });
    expect(await at('/query')).toEqual({});
    expect(await at('/query?next=/a?b=1')).toEqual({ next: '/a?b=1' });
    expect(await at('/query/key?q=%C3%BC')).toEqual({ q: 'ü' });
    expect(await at('/query/key')).toEqual({ q: null });
  });

  it('fields with the names of members of every object are fields', async () => {
    const headers = { constructor: 'h', cookie: 'constructor=c' };
    const sent = await app().post('/inherited?toString=q', { constructor: 'b' }, headers);
    expect(sent.json()).toEqual(['b', 'q', 'h', null, 'c']);
    expect((await app().post('/inherited', {})).json()).toEqual([null, null, null, null, null]);
  });

  it('@Param returns the parameters, or one of them', async () => {
    expect(await at('/param/1/2')).toEqual({ all: { a: '1', b: '2' }, b: '2' });
  });

  it('@Headers returns the headers, or one by its case-insensitive name', async () => {
    expect(await at('/headers', { 'x-one': '1' })).toEqual({ one: '1', same: true });
  });

  it('@Ip returns the address of the client', async () => {
    expect((await at('/ip')).ip).toMatch(/127\.0\.0\.1$/);
  });

  it('@Session is undefined without session middleware', async () => {
    expect(await at('/session')).toEqual({ session: null });
  });

  it('@Cookies returns the cookies, or one of them', async () => {
    expect(await at('/cookies', { cookie: 'a=1; b=%C3%BC' })).toEqual({ all: { a: '1', b: 'ü' }, a: '1' });
    expect(await at('/cookies')).toEqual({ all: {}, a: null });
  });

  it('@Req returns the request of the platform', async () => {
    expect(await at('/req?x=1')).toEqual({ method: 'GET', url: '/req?x=1' });
  });

  it('a custom parameter decorator passes its result through its pipes', async () => {
    expect(await at('/custom', { 'x-one': 'abc' })).toEqual({ one: 'abc' });
    expect(await at('/custom/piped', { 'x-one': 'abc' })).toEqual({ one: 'ABC' });
  });

  it('reports the error of the last parameter if pipes reject several', async () => {
    const last = await at('/refused?first=a&last=b');
    expect(last).toEqual(await at('/refused?first=1&last=b'));
    expect(last).not.toEqual(await at('/refused?first=a&last=true'));
  });

  it('reports the error of the last parameter, even if only its pipe is asynchronous', async () => {
    expect(await at('/refused-list?first=a')).toEqual(await at('/refused-list?first=1'));
    expect(await at('/refused-list?first=1&last=2')).toEqual({ first: 1, last: [2] });
  });

  it('a handler without parameter decorators is called without arguments, so that default values apply', async () => {
    expect(await at('/defaults')).toEqual({ page: 1, more: 0 });
  });

  it('@Res with passthrough sets status and headers; the value is still sent', async () => {
    const reply = await app().get('/passthrough');
    expect([reply.status, reply.headers['x-from'], reply.json()]).toEqual([202, 'handler', { passed: true }]);
  });

  it('@Res with passthrough works with asynchronous pipes', async () => {
    const reply = await app().get('/passthrough/7');
    expect([reply.status, reply.headers['x-from'], reply.json()]).toEqual([200, 'handler', { id: '7' }]);
  });

  it('with @Res without options or with @Next, the handler sends the reply', async () => {
    const reply = await app().get('/res');
    expect([reply.status, reply.json()]).toEqual([203, { own: true }]);
    expect(await at('/next')).toEqual({ next: 'function' });
  });

  describe('pipes', () => {
    it.each([
      ['/int/5', { id: 5 }],
      ['/float?n=1.5', { n: 1.5 }],
      ['/bool?on=true', { on: true }],
      ['/list?ids=1,2,3', { ids: [1, 2, 3] }],
      [`/uuid?id=${UUID}`, { id: UUID }],
      ['/size?size=L', { size: 'L' }],
      ['/default', { page: 1 }],
      ['/default?page=4', { page: 4 }],
    ])('%s passes', async (path, expected) => {
      expect(await at(path)).toEqual(expected);
    });

    it.each([
      '/int/5x',
      '/float?n=x',
      '/bool?on=maybe',
      '/list?ids=1,b',
      '/uuid?id=1',
      '/size?size=M',
      '/default?page=x',
    ])('%s is answered with 400', async (path) => {
      const reply = await app().get(path);
      expect(reply.status).toBe(400);
      expect(reply.json()).toMatchObject({ statusCode: 400, error: 'Bad Request' });
    });

    it('pipes of parameters may be classes or instances', async () => {
      expect((await app().post('/chain?b=y', { a: 'x' })).json()).toEqual({ a: 'X', b: 'Y' });
    });
  });
}
