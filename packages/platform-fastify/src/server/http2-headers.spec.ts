import { createServer } from 'node:http';
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import {
  BadRequestException,
  Controller,
  Get,
  Header,
  type MiddlewareConsumer,
  Module,
  Redirect,
  Res,
  Sse,
  StreamableFile,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import fastify from 'fastify';
import { of } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FastifyAdapter } from '../adapter.js';

const HEADERS = {
  upgrade: 'h2c',
  'keep-alive': 'timeout=5',
  'proxy-connection': 'close',
  'http2-settings': 'AAMAAABk',
  te: 'gzip',
  'transfer-encoding': 'chunked',
  connection: 'close',
  etag: ['"a"', '"b"'],
};
const upstream = createServer((_request, response) => {
  response.writeHead(200, { connection: 'Upgrade, close', upgrade: 'h2, h2c', 'x-kept': '1' });
  response.end('from upstream');
});

@Controller()
class HeadersController {
  @Get('object') object(@Res({ passthrough: true }) reply: any) {
    reply.headers(HEADERS);
    return { a: 1 };
  }
  @Get('text') text(@Res({ passthrough: true }) reply: any) {
    reply.headers(HEADERS);
    return 'text';
  }
  @Get('stream') async *stream(@Res({ passthrough: true }) reply: any) {
    reply.headers(HEADERS);
    yield 'a';
    yield 'b';
  }
  @Get('file') file(@Res({ passthrough: true }) reply: any) {
    reply.headers(HEADERS);
    return new StreamableFile(Buffer.from('file'));
  }
  @Get('exception') exception(@Res({ passthrough: true }) reply: any) {
    reply.headers(HEADERS);
    throw new BadRequestException('no');
  }
  @Redirect('/object') @Get('redirect') redirect(@Res({ passthrough: true }) reply: any) {
    reply.headers(HEADERS);
  }
  @Sse('events') events(@Res({ passthrough: true }) reply: any) {
    reply.headers(HEADERS);
    return of({ data: 1 });
  }
  @Get('web') web() {
    const { etag: _, ...headers } = HEADERS;
    return new Response('web', { headers });
  }
  @Header('Upgrade', 'h2c') @Header('Keep-Alive', 'timeout=5') @Get('decorator') decorator() {
    return { a: 1 };
  }
  @Get('raw') raw(@Res() reply: any) {
    reply.hijack();
    reply.raw.writeHead(200, HEADERS).end('raw');
  }
  @Get('fetched') fetched() {
    return fetch(`http://127.0.0.1:${(upstream.address() as AddressInfo).port}/`);
  }
  @Get('middleware') middleware() {
    return 'middleware';
  }
  @Get('invalid') invalid(@Res({ passthrough: true }) reply: any) {
    reply.header(':status', '200');
    return 'never';
  }
}

@Module({ controllers: [HeadersController] })
class HeadersModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: unknown, response: any, next: () => void) => {
        response.setHeader('upgrade', 'h2c');
        next();
      })
      .forRoutes('middleware');
  }
}

describe.each([
  ['the options of the adapter', () => new FastifyAdapter({ http2: true })],
  ['an own instance', () => new FastifyAdapter(fastify({ http2: true }) as never)],
])('over HTTP/2 by %s', (_how, createAdapter) => {
  let session: ClientHttp2Session;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    const app = await NestFactory.create(HeadersModule, createAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    session = connect((await app.getUrl()).replace('[::1]', '127.0.0.1'));
    closing.push(
      () => session.destroy(),
      () => app.close(),
      () => new Promise((resolve) => upstream.close(resolve)),
    );
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  const get = (path: string) =>
    new Promise<[headers: IncomingHttpHeaders, text: string]>((resolve, reject) => {
      const stream = session.request({ ':path': path }).setEncoding('utf8');
      let headers: IncomingHttpHeaders = {};
      let text = '';
      stream.on('response', (received) => {
        headers = received;
      });
      stream.on('data', (chunk) => {
        text += chunk;
      });
      stream.on('error', reject).on('end', () => resolve([headers, text]));
    });

  it.each([
    ['object', 200, '{"a":1}'],
    ['text', 200, 'text'],
    ['stream', 200, 'ab'],
    ['file', 200, 'file'],
    ['exception', 400, expect.stringContaining('"message":"no"')],
    ['redirect', 302, ''],
    ['events', 200, expect.stringMatching(/data: ?1/)],
    ['web', 200, 'web'],
    ['decorator', 200, '{"a":1}'],
    ['raw', 200, 'raw'],
    ['middleware', 200, 'middleware'],
    ['fetched', 200, 'from upstream'],
    ['invalid', 500, '{"statusCode":500,"message":"Internal server error"}'],
  ])('%s is sent without the headers of a connection', async (path, status, body) => {
    const [headers, text] = await get(`/${path}`);
    expect([headers[':status'], text]).toEqual([status, body]);
    for (const name of Object.keys(HEADERS))
      if (name !== 'etag') expect([name, headers[name]]).toEqual([name, undefined]);
  });

  it('several values of a header that may have only one are joined', async () => {
    const [headers] = await get('/object');
    expect(headers.etag).toBe('"a", "b"');
  });
});
