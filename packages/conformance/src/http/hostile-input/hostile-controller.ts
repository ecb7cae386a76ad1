import { Body, Controller, Get, Header, Headers, Param, Post, Query, Redirect, Res } from '@portico/common';
import { pollution } from './pollution.js';

@Controller()
export class HostileController {
  @Post('echo') echo(@Body() body: Record<string, unknown>) {
    return { polluted: pollution() ?? null, keys: Object.keys(body ?? {}) };
  }
  @Post('merge') merge(@Body() body: Record<string, unknown>) {
    const merged = mergeDeep({}, body);
    return {
      polluted: Reflect.get(merged, 'polluted') ?? null,
      global: pollution() ?? null,
    };
  }
  @Post('depth') depth(@Body() body: any) {
    let [depth, inner] = [0, body];
    for (; Array.isArray(inner); depth++) inner = inner[0];
    return { depth, keys: Object.getOwnPropertyNames(inner) };
  }
  @Get('query') query(@Query() query: Record<string, unknown>) {
    return {
      polluted: pollution() ?? null,
      own: Object.keys(mergeDeep({}, query)),
    };
  }
  @Get('param/:id') param(@Param('id') id: string) {
    return { id };
  }
  @Get('header') header(@Query('value') value: string, @Res({ passthrough: true }) response: any) {
    (response.raw ?? response).setHeader('x-value', value);
    return 'set';
  }
  @Redirect() @Get('redirect') redirect(@Query('to') url: string) {
    return { url };
  }
  @Get('headers') headers(@Headers() headers: Record<string, unknown>) {
    return headers;
  }
  @Header('x-safe', 'yes') @Get('alive') alive() {
    return 'alive';
  }
}

/** A careless merge, as many applications have one. */
function mergeDeep(target: any, source: any): object {
  for (const key of Object.keys(source ?? {})) {
    if (typeof source[key] === 'object' && source[key] !== null)
      target[key] = mergeDeep(target[key] ?? {}, source[key]);
    else target[key] = source[key];
  }
  return target;
}

export const thrown = (): never => {
  throw new Error('thrown on purpose');
};
