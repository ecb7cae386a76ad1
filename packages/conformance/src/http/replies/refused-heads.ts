import { createServer } from 'node:http';
import {
  BadRequestException,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Redirect,
  Res,
  Sse,
  StreamableFile,
} from '@portico/common';
import { of } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { portOf } from '../../support/port-of.js';
import type { Running } from '../support/application.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

const INVALID: Record<string, [name: string, value: string]> = {
  name: ['x invalid', 'a'],
  value: ['x-invalid', 'a€'],
  line: ['x-invalid', 'a\r\nx-split: b'],
};

/** Sets a header on the response of a platform. */
function set(response: any, header: string): void {
  const [name, value] = INVALID[header] ?? ['trailer', 'x-checksum'];
  response.header(name, value);
}

@Controller()
class HeadsController {
  upstream = '';

  @Get('object/:header') object(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
    return { a: 1 };
  }
  @Get('text/:header') text(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
    return 'text';
  }
  @Get('nothing/:header') nothing(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
  }
  @HttpCode(204)
  @Get('no-content/:header')
  noContent(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
  }
  @HttpCode(304)
  @Get('not-modified/:header')
  notModified(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
  }
  @Get('stream/:header') async *stream(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
    yield 'a';
    yield 'b';
  }
  @Get('file/:header') file(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
    return new StreamableFile(Buffer.from('file'));
  }
  @Get('web/:header') web(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
    return new Response('web');
  }
  @Redirect('/second')
  @Get('redirect/:header')
  redirect(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
  }
  @Get('exception/:header') exception(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
    throw new BadRequestException();
  }
  @Get('rejection/:header') async rejection(
    @Param('header') header: string,
    @Res({ passthrough: true }) response: unknown,
  ) {
    await undefined;
    set(response, header);
    throw new Error('secret');
  }
  @Sse('events/:header') events(@Param('header') header: string, @Res({ passthrough: true }) response: unknown) {
    set(response, header);
    return of({ data: 1 });
  }
  @Get('disposition') disposition() {
    return new StreamableFile(Buffer.from('file'), { disposition: 'attachment; filename="€.txt"' });
  }
  @Header('x-invalid', 'a€') @Get('decorator') decorator() {
    return { a: 1 };
  }
  @Get('fetched') fetched() {
    return fetch(this.upstream);
  }
  @Get('second') second() {
    return 'second';
  }
}

const WAYS = [
  'object',
  'text',
  'nothing',
  'no-content',
  'not-modified',
  'stream',
  'file',
  'web',
  'redirect',
  'exception',
  'rejection',
  'events',
];

export function describeRefusedHeads(platform: HttpPlatform): void {
  describe('a head that Node refuses', () => testRefusedHeads(platform));
}

function testRefusedHeads(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ controllers: [HeadsController] }));

  describe('a reply with an invalid header', () => {
    const paths = [
      ...Object.keys(INVALID).flatMap((header) => WAYS.map((way) => `${way}/${header}`)),
      'disposition',
      'decorator',
    ];

    it.each(paths)('is 500, and the next reply of the connection is read correctly (%s)', async (path) => {
      const logged = app().logger.errors.length;
      const [first, second] = await pipelined(app(), 'GET', path);
      expect(first).toMatch(/^HTTP\/1.1 500 Internal Server Error\r\n/);
      expect(first).toContain('\r\n\r\n{"statusCode":500,"message":"Internal server error"}');
      expect(first).not.toMatch(/x-split/i);
      expect(second).toMatch(/^HTTP\/1.1 200 OK\r\n.*\r\n\r\nsecond$/s);
      const log = app().logger.errors.slice(logged).join('\n');
      expect(log).toMatch(/x.invalid|content-disposition/);
      expect(log).not.toContain('PORTICO_UNSERIALIZABLE_REPLY');
    });

    it.each(paths)('is 500 for HEAD, too (%s)', async (path) => {
      const [first, second] = await pipelined(app(), 'HEAD', path);
      expect(first).toMatch(/^HTTP\/1.1 500 Internal Server Error\r\n/);
      expect(first).toMatch(/\r\n\r\n$/);
      expect(second).toMatch(/^HTTP\/1.1 200 OK\r\n.*\r\n\r\nsecond$/s);
    });
  });

  // Node refuses it in a response that is not chunked, for a stream when its first bytes arrive.
  it.each(WAYS)('Trailer does not crash the process, whatever the request is (%s)', async (way) => {
    for (const [method, version] of [
      ['GET', '1.1'],
      ['HEAD', '1.1'],
      ['GET', '1.0'],
    ]) {
      const socket = await app().rawSocket();
      socket.write(`${method} /${way}/trailer HTTP/${version}\r\nHost: h\r\nConnection: close\r\n\r\n`);
      await socket.untilClosed();
      expect([method, version, socket.text]).toEqual([
        method,
        version,
        expect.stringMatching(/^HTTP\/1.1 \d{3} [A-Z]/),
      ]);
    }
  });

  it('a fetched Response is sent without the headers of its connection', async () => {
    const upstream = createServer((_request, response) => {
      response.writeHead(200, {
        connection: 'Upgrade, X-Hop, close',
        upgrade: 'h2, h2c',
        'x-hop': '1',
        'proxy-connection': 'close',
        'keep-alive': 'timeout=77',
        te: 'trailers',
        trailer: 'x-checksum',
        'x-kept': '1',
      });
      response.end('from upstream');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void upstream.close());
    app().app.get(HeadsController).upstream = `http://127.0.0.1:${portOf(upstream)}/`;
    const reply = await app().get('/fetched');
    expect([reply.status, reply.text, reply.headers['x-kept']]).toEqual([200, 'from upstream', '1']);
    expect(reply.headers['keep-alive'] ?? '').not.toContain('77');
    for (const name of ['upgrade', 'x-hop', 'proxy-connection', 'te', 'trailer']) {
      expect([name, reply.headers[name]]).toEqual([name, undefined]);
    }
  });
}

/** Sends two requests at once, and returns both replies. */
async function pipelined(app: Running, method: string, path: string): Promise<[first: string, second: string]> {
  const socket = await app.rawSocket();
  socket.write(
    `${method} /${path} HTTP/1.1\r\nHost: h\r\n\r\nGET /second HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`,
  );
  await socket.untilClosed();
  const { text } = socket;
  const begin = text.lastIndexOf('HTTP/1.1 ');
  return [text.slice(0, begin), text.slice(begin)];
}
