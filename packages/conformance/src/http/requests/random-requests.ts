import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Param,
  ParseIntPipe,
  Post,
  Put,
  Query,
} from '@portico/common';
import { expect, it } from 'vitest';
import { seededRandom } from '../../support/seeded-random.js';
import { launch } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';

@Controller('api')
class ApiController {
  @Get() list(@Query() query: unknown) {
    return query;
  }
  @Get('items/:id') item(@Param('id', ParseIntPipe) id: number) {
    return { id };
  }
  @Post('items') create(@Body() body: unknown) {
    return { body: body ?? null };
  }
  @Put('items/:id/:part') update(@Param() params: unknown, @Body('name') name: unknown) {
    return { params, name: name ?? null };
  }
  @Header('x-one', '1') @Get('headers') headers(@Headers('accept') accept: unknown) {
    return { accept: accept ?? null };
  }
  @Get('files/*path') files(@Param('path') path: unknown) {
    return { path };
  }
  @Get('maybe{/:id}') maybe(@Param('id') id: unknown) {
    return { id: id ?? null };
  }
}

@Module({ controllers: [ApiController] })
class ApiModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: unknown, _response: unknown, next: () => void) => next())
      .exclude('api/files/*path')
      .forRoutes('{*all}');
  }
}

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PROPFIND',
  'SEARCH',
  'TRACE',
  'M-SEARCH',
  'LOCK',
  'REPORT',
];
const WORDS = [
  'api',
  'items',
  'headers',
  'files',
  'maybe',
  '1',
  '-0',
  'NaN',
  '%61pi',
  '%00',
  '%',
  '%zz',
  '%c3%28',
  '%2e%2e',
  '..',
  '.',
  '',
  '/',
  '*',
  '{id}',
  ':id',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '%F0%9F%98%80',
  '~',
  '$&',
  "'",
  '(',
  '[',
  ';a=b',
  '#',
  '@',
  '\\',
  '%5C',
  'x'.repeat(300),
];
const TYPES = [
  undefined,
  'application/json',
  'application/json; charset=utf-16',
  'application/json;charset=',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=b',
  'application/',
  '/',
  ';',
  'nonsense',
  'application/json, text/html',
  'APPLICATION/JSON',
  '__proto__',
];
const BODIES = [
  undefined,
  '',
  '{}',
  '{',
  '[]',
  'null',
  '0',
  '"text"',
  '{"__proto__":1}',
  '{"constructor":{"prototype":0}}',
  '{"a":{"toString":1}}',
  'a=1&a=2',
  'a[b][c]=1&a=2',
  '__proto__[a]=1',
  'a[]=1&a[b]=2',
  '%',
  '&&==',
  '\u0000\u0001',
  '\ufeff{}',
  '--b\r\n\r\n--b--',
  '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n',
  '['.repeat(5_000),
];
const ENCODINGS = [
  undefined,
  undefined,
  undefined,
  'identity',
  'gzip',
  'deflate',
  'br',
  'nonsense',
  'gzip, gzip',
  '__proto__',
  'toString',
  'constructor',
];

const SEED = 20_260_101;
const REQUESTS = 10_000;
const AT_ONCE = 32;

/** Sends random requests, which are the same in each run. */
export function describeRandomRequests(platform: HttpPlatform): void {
  it(`${REQUESTS} requests with random methods, paths and bodies cause no 500`, { timeout: 120_000 }, async () => {
    const app = await launch(platform, { module: ApiModule });
    const random = seededRandom(SEED);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const failures: string[] = [];
    const statuses = new Map<number, number>();
    let left = REQUESTS;

    const next = () => {
      const segments = Array.from({ length: Math.floor(random() * 5) }, () => pick(WORDS));
      if (random() < 0.6) segments.unshift('api');
      const query = random() < 0.3 ? `?${pick(WORDS)}=${pick(WORDS)}&${pick(WORDS)}` : '';
      const headers: Record<string, string> = {};
      const type = pick(TYPES);
      const encoding = pick(ENCODINGS);
      if (type !== undefined) headers['content-type'] = type;
      if (encoding !== undefined) headers['content-encoding'] = encoding;
      return { method: pick(METHODS), path: `/${segments.join('/')}${query}`, headers, body: pick(BODIES) };
    };
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        const { path, ...outgoing } = next();
        const { status, text } = await app
          .send(path, outgoing)
          .catch((error: Error) => ({ status: 0, text: error.message }));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status >= 500 || status === 0)
          failures.push(JSON.stringify({ path, ...outgoing, status, text: text.slice(0, 200) }));
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      if (failures.length > 0) expect.fail(`${failures.length} failed, such as\n${failures.slice(0, 10).join('\n')}`);
      expect(app.logger.errors.slice(0, 3)).toEqual([]);
      // Some requests reach handlers, and some do not.
      expect(statuses.get(200)).toBeGreaterThan(100);
      expect(statuses.get(400)).toBeGreaterThan(100);
      expect(statuses.get(404)).toBeGreaterThan(100);
    } finally {
      await app.stop();
    }
  });
}
