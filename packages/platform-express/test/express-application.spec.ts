import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ArgumentsHost,
  BadRequestException,
  Body,
  Catch,
  Controller,
  Cookies,
  type ExceptionFilter,
  Get,
  Injectable,
  Ip,
  Module,
  Post,
  Query,
  Render,
  Session,
  UploadedFile,
  UseInterceptors,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import cookieParser from 'cookie-parser';
import express from 'express';
import session from 'express-session';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ExpressAdapter,
  FileInterceptor,
  MulterModule,
  type MulterModuleOptions,
  type MulterOptionsFactory,
  type NestExpressApplication,
} from '../src/index.js';

@Controller()
class HelloController {
  @Get() hello() {
    return 'hello';
  }
  @Post('echo') echo(@Body() body: unknown) {
    return { body };
  }
  @Get('query') query(@Query() query: unknown) {
    return query;
  }
  @Get('ip') ip(@Ip() ip: string) {
    return ip;
  }
  @Get('session') session(@Session() values: { visits?: number }, @Cookies('plain') plain: string) {
    values.visits = (values.visits ?? 0) + 1;
    return { visits: values.visits, plain };
  }
  @Render('view') @Get('view') view() {
    return { name: 'view' };
  }
  @UseInterceptors(FileInterceptor('file')) @Post('upload') upload(
    @UploadedFile() file: { path?: string; buffer?: Buffer },
  ) {
    return { stored: file.path !== undefined, inMemory: file.buffer !== undefined };
  }
}

async function start(
  configure: (app: NestExpressApplication) => unknown = () => undefined,
  adapter = new ExpressAdapter(),
  imports: any[] = [],
) {
  @Module({ imports, controllers: [HelloController] })
  class AppModule {}
  const app = await NestFactory.create<NestExpressApplication>(AppModule, adapter, {
    logger: false,
    abortOnError: false,
  });
  onTestFinished(() => app.close());
  await configure(app);
  await app.listen(0, '127.0.0.1');
  return { app, url: await app.getUrl() };
}

const text = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();

describe('settings of Express', () => {
  it('are available through the application', async () => {
    const { app, url } = await start((nest) =>
      nest.set('query parser', 'extended').enable('trust proxy').disable('x-powered-by').setLocal('site', 'mine'),
    );
    const response = await fetch(`${url}/query?a[b]=1`);
    expect(await response.json()).toEqual({ a: { b: '1' } });
    expect(response.headers.has('x-powered-by')).toBe(false);
    expect(await text(`${url}/ip`, { headers: { 'x-forwarded-for': '10.1.2.3' } })).toBe('10.1.2.3');
    expect(app.getHttpAdapter().getInstance().locals['site']).toBe('mine');
  });

  it('parse forms with nested values unless extended is false', async () => {
    const parsed = async (extended: boolean | undefined) => {
      const { url } = await start((nest) => nest.useBodyParser('urlencoded', { extended }));
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return (await fetch(`${url}/echo`, { method: 'POST', headers, body: 'a[b]=1' })).json();
    };
    expect(await parsed(undefined)).toEqual({ body: { a: { b: '1' } } });
    expect(await parsed(false)).toEqual({ body: { 'a[b]': '1' } });
  });

  it('views have engines and folders', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'views-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'view.shout'), '');
    const { url } = await start((nest) =>
      nest
        .setBaseViewsDir([folder])
        .engine('shout', (_path, options, done) => done(null, `${(options as { name: string }).name.toUpperCase()}!`))
        .setViewEngine('shout'),
    );
    expect(await text(`${url}/view`)).toBe('VIEW!');
  });
});

describe('your own Express application', () => {
  it('may have a middleware that sets a body for all requests', async () => {
    const own = express();
    own.use((request, _response, next) => {
      request.body ??= {};
      next();
    });
    const { url } = await start(undefined, new ExpressAdapter(own));
    for (const [type, body] of [
      ['application/json', '{"a":"1"}'],
      ['application/x-www-form-urlencoded', 'a=1'],
    ] as const) {
      const response = await fetch(`${url}/echo`, { method: 'POST', headers: { 'content-type': type }, body });
      expect(await response.json()).toEqual({ body: { a: '1' } });
    }
  });

  it('keeps its middleware, its parsers and its routes', async () => {
    const own = express();
    own.use(express.json({ limit: '5mb' }));
    own.get('/own', (_request, response) => void response.send('own'));
    const { app, url } = await start(undefined, new ExpressAdapter(own));
    expect(app.getHttpAdapter().getInstance()).toBe(own);
    expect(await text(`${url}/own`)).toBe('own');
    const response = await fetch(`${url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ a: 'x'.repeat(1_000_000) }),
    });
    expect(response.status).toBe(201);
  });

  it('supports middleware for sessions and cookies', async () => {
    const { url } = await start((nest) =>
      nest.use(cookieParser(), session({ secret: 'test', resave: false, saveUninitialized: true })),
    );
    const first = await fetch(`${url}/session`, { headers: { cookie: 'plain=a' } });
    expect(await first.json()).toEqual({ visits: 1, plain: 'a' });
    const cookie = first.headers.getSetCookie()[0]!.split(';')[0]!;
    expect(JSON.parse(await text(`${url}/session`, { headers: { cookie } }))).toMatchObject({ visits: 2 });
  });
});

describe('body parsers', () => {
  it('of the application can use verify together with those of the adapter', async () => {
    const { url } = await start((nest) =>
      nest.useBodyParser('json', {
        type: 'application/strict',
        verify: (_request: unknown, _response: unknown, body: Buffer) => {
          if (body.includes('forbidden')) throw Object.assign(new Error('no'), { status: 403 });
        },
      } as Record<string, unknown>),
    );
    const send = async (body: string) =>
      (await fetch(`${url}/echo`, { method: 'POST', headers: { 'content-type': 'application/strict' }, body })).status;
    expect([await send('{"a":1}'), await send('{"a":"forbidden"}')]).toEqual([201, 403]);
  });
});

describe('malformed JSON', () => {
  it('reaches filters as a BadRequestException, with the message of the parser', async () => {
    @Catch(BadRequestException)
    class MalformedFilter implements ExceptionFilter {
      catch({ message }: BadRequestException, host: ArgumentsHost): void {
        host.switchToHttp().getResponse<express.Response>().status(400).json({ filtered: message });
      }
    }
    const { url } = await start((app) => app.useGlobalFilters(new MalformedFilter()));
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`${url}/echo`, { method: 'POST', headers, body: '{"a":' });
    expect([reply.status, await reply.json()]).toEqual([400, { filtered: expect.stringContaining('JSON') }]);
  });
});

describe('MulterModule', () => {
  @Injectable()
  class Options implements MulterOptionsFactory {
    createMulterOptions(): MulterModuleOptions {
      return { dest: join(tmpdir(), 'multer-module') };
    }
  }
  const upload = async (url: string) => {
    const body = new FormData();
    body.append('file', new Blob(['abc']), 'a');
    return JSON.parse(await text(`${url}/upload`, { method: 'POST', body }));
  };

  it('sets the storage of the interceptors, which is memory by default', async () => {
    onTestFinished(() => rm(join(tmpdir(), 'multer-module'), { recursive: true, force: true }));
    expect(await upload((await start()).url)).toEqual({ stored: false, inMemory: true });
    const asynchronous = await start(undefined, undefined, [MulterModule.registerAsync({ useClass: Options })]);
    expect(await upload(asynchronous.url)).toEqual({ stored: true, inMemory: false });
  });
});
