import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { gzipSync } from 'node:zlib';
import {
  ClassSerializerInterceptor,
  ConflictException,
  Controller,
  Get,
  Header,
  HttpCode,
  HttpStatus,
  Param,
  Post,
  Query,
  Redirect,
  Res,
  Sse,
  StreamableFile,
  UseInterceptors,
} from '@portico/common';
import { defer, EMPTY, from, of, throwError } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../support/eventually.js';
import type { HttpPlatform } from './support/platform.js';
import { sharedApplication } from './support/shared-application.js';

class Cat {
  constructor(readonly name: string) {}
  toJSON() {
    return { cat: this.name };
  }
}

@Controller()
class RepliesController {
  endless: Readable | undefined;
  idle: Readable | undefined;

  @Get('text') text() {
    return 'text ü';
  }
  @Get('empty-text') emptyText() {
    return '';
  }
  @Get('number') number() {
    return 0;
  }
  @Get('boolean') boolean() {
    return false;
  }
  @Get('object') object() {
    return { a: 1, absent: undefined };
  }
  @Get('array') array() {
    return [1, 'b'];
  }
  @Get('date') date() {
    return { at: new Date(0) };
  }
  @Get('class') class() {
    return new Cat('Tom');
  }
  @Get('null') null() {
    return null;
  }
  @Get('undefined') undefined() {}
  @Get('buffer') buffer() {
    return Buffer.from([1, 2, 255]);
  }
  @Get('bytes') bytes() {
    return new Uint8Array([1, 2, 255]);
  }
  @Get('promise') async promise() {
    return { a: 1 };
  }
  @Get('observable') observable() {
    return from([1, 2, { last: true }]);
  }
  @Get('observable/empty') empty() {
    return EMPTY;
  }
  @Get('observable/text') observableText() {
    return of('text');
  }
  @Get('observable/promise') deferred() {
    return defer(async () => ({ a: 1 }));
  }
  @Get('observable/fails') fails() {
    return throwError(() => new Error('source'));
  }
  @Get('bigint') bigint() {
    return { big: 1n };
  }
  @Get('circular') circular() {
    const a: Record<string, unknown> = {};
    a['a'] = a;
    return a;
  }

  @HttpCode(HttpStatus.ACCEPTED) @Get('code') code() {
    return { a: 1 };
  }
  @HttpCode(204) @Post('no-content') noContent() {
    return { never: 'seen' };
  }
  @HttpCode(304) @Get('not-modified') notModified() {}
  @Header('Cache-Control', 'none') @Header('X-Two', 'b') @Get('header') header() {
    return 'x';
  }
  @Header('Content-Type', 'text/csv') @Get('csv') csv() {
    return 'a,b';
  }
  @Header('Content-Type', 'application/hal+json') @Get('hal') hal() {
    return { a: 1 };
  }
  @Header('Content-Type', 'application/hal+json; charset=utf-8') @Get('hal/complete') halComplete() {
    return { a: 1 };
  }
  @Get('cookies') cookies(@Res({ passthrough: true }) response: any) {
    const raw = response.raw ?? response;
    raw.setHeader('set-cookie', ['a=1', 'b=2']);
    return 'set';
  }

  @Redirect('/target', 301) @Get('redirect') redirect() {}
  @Redirect('/elsewhere') @Get('redirect/default') redirectDefault() {}
  @Redirect('/elsewhere') @Sse('redirect/events') redirectEvents() {
    return of({ data: 'never sent' });
  }
  @Redirect('/elsewhere', 302) @Get('redirect/dynamic') dynamic(@Query('to') url?: string) {
    return url ? { url, statusCode: 307 } : undefined;
  }
  @Redirect('/elsewhere') @Get('redirect/status') dynamicStatus(@Query('is') status: string) {
    return { statusCode: Number(status) };
  }
  @Get('redirect/platform') platform(@Res() response: any) {
    response.redirect('/platform');
  }

  @Get('file') file() {
    return new StreamableFile(Buffer.from('file'), {
      type: 'text/plain',
      disposition: 'attachment; filename="a.txt"',
      length: 4,
    });
  }
  @Get('file/default') fileDefault() {
    return new StreamableFile(Readable.from([Buffer.from('ab'), Buffer.from('c')]));
  }
  @Header('Content-Type', 'image/png') @Get('file/header') fileHeader() {
    return new StreamableFile(Buffer.from('png'));
  }
  @Get('file/promise') async filePromise() {
    return new StreamableFile(Buffer.from('later'));
  }
  @Get('file/fails') fileFails() {
    return new StreamableFile(failing());
  }
  @Get('file/destroyed') fileDestroyed() {
    const source = Readable.from(['never']);
    source.destroy();
    return new StreamableFile(source);
  }
  @Get('file/stops') fileStops() {
    let sent = false;
    return new StreamableFile(
      new Readable({
        read() {
          if (sent) return void setImmediate(() => this.destroy());
          sent = true;
          this.push(Buffer.alloc(100_000, 'x'));
        },
      }),
    );
  }
  @Header('x-split', 'a\r\nb') @Get('header/split') headerSplit() {
    return 'never';
  }
  @Get('file/handler-fails') fileHandlerFails() {
    return new StreamableFile(failing()).setErrorHandler(() => {
      throw new Error('the handler itself');
    });
  }
  @Get('file/idle') fileIdle() {
    this.idle = new Readable({ read() {} });
    return new StreamableFile(this.idle);
  }
  @Get('file/endless') fileEndless() {
    this.endless = new Readable({
      read() {
        setTimeout(() => this.push('more'), 1);
      },
    });
    return new StreamableFile(this.endless);
  }
  @Get('file/breaks') fileBreaks() {
    let sent = false;
    return new StreamableFile(
      new Readable({
        read() {
          if (sent) return void setImmediate(() => this.destroy(new Error('disk')));
          sent = true;
          this.push(Buffer.alloc(100_000, 'x'));
        },
      }),
    );
  }
}

/** What a handler may return to be sent bit by bit, by the path. */
const STREAMS: Record<string, () => unknown> = {
  bytes: () => Readable.from([Buffer.from('a'), Buffer.from('b')]),
  texts: () => Readable.from(['a', 'ü']),
  objects: () => Readable.from([{ a: 1 }, [2], 'text', Buffer.from('.')]),
  nothing: () => Readable.from([]),
  web: () => ReadableStream.from([new Uint8Array([97])]),
  generator: async function* () {
    yield { a: 1 };
    yield 2;
  },
  later: async () => Readable.from(['later']),
  fails: failing,
  refuses: async function* () {
    yield* [];
    throw new ConflictException('taken');
  },
  circular: () => {
    const a: Record<string, unknown> = {};
    a['a'] = a;
    return Readable.from([a]);
  },
};

@Controller('streams')
class StreamsController {
  readonly left: string[] = [];
  readonly waiting: string[] = [];
  endless: Readable | undefined;

  @Get('one/:name') one(@Param('name') name: string) {
    return STREAMS[name]?.();
  }
  @UseInterceptors(ClassSerializerInterceptor) @Get('serialized') serialized() {
    return Readable.from([{ a: 1 }]);
  }
  @Header('Content-Type', 'text/csv') @HttpCode(203) @Get('typed') typed() {
    return Readable.from(['a,b']);
  }
  @UseInterceptors(ClassSerializerInterceptor) @HttpCode(202) @Get('response') response() {
    const headers = [
      ['content-type', 'text/css'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ] as [string, string][];
    return new Response('a{}', { status: 203, headers });
  }
  @Get('response/empty') emptyResponse() {
    return new Response(null, { status: 304, headers: { etag: '"1"' } });
  }
  @Get('response/fetched') fetched(@Query('url') url: string) {
    return fetch(url);
  }
  @Get('response/error') errorResponse() {
    return Response.error();
  }
  @Get('breaks') breaks() {
    return this.parts(async () => {
      throw new Error('disk');
    });
  }
  @Get('breaks/bigint') bigint() {
    return this.parts(async () => 1n);
  }
  @Get('generator/endless') async *generated() {
    try {
      for (;;) {
        yield 'more';
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    } finally {
      this.left.push('generator');
    }
  }
  @Get('idle/:given') idle(@Param('given') given: string) {
    return new ReadableStream({
      start: (stream) => {
        if (given === 'begun') stream.enqueue('begin');
        this.waiting.push(given);
      },
      cancel: () => void this.left.push(given),
    });
  }
  @Get('by-hand/:end') byHand(@Param('end') end: string) {
    const values: AsyncIterator<string> = {
      next: async () => ({ value: await new Promise<string>((resolve) => setImmediate(resolve, 'more')) }),
      return: () => {
        this.left.push(end);
        if (end === 'throws') throw new Error('the end itself');
        return { done: true, value: undefined } as never;
      },
    };
    return { [Symbol.asyncIterator]: () => values };
  }
  @Get('endless') readable() {
    this.endless = new Readable({ read() {} });
    this.endless.push('begin');
    return this.endless;
  }

  private async *parts(next: () => Promise<unknown>) {
    yield { part: 1 };
    await new Promise(setImmediate);
    yield await next();
  }
}

function failing(): Readable {
  return new Readable({
    read() {
      this.destroy(new Error('no such file'));
    },
  });
}

export function describeReplies(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ controllers: [RepliesController, StreamsController] }));
  const at = async (path: string) => {
    const reply = await app().get(path);
    return [reply.status, reply.text];
  };

  it.each([
    ['text', 'text ü'],
    ['empty-text', ''],
    ['number', '0'],
    ['boolean', 'false'],
    ['object', '{"a":1}'],
    ['array', '[1,"b"]'],
    ['date', '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['class', '{"cat":"Tom"}'],
    ['null', ''],
    ['undefined', ''],
    ['promise', '{"a":1}'],
    ['observable', '{"last":true}'],
    ['observable/empty', ''],
    ['observable/text', 'text'],
    ['observable/promise', '{"a":1}'],
  ])('%s is sent as %j', async (path, body) => {
    expect(await at(`/${path}`)).toEqual([200, body]);
  });

  it('objects are JSON, text is text', async () => {
    expect((await app().get('/object')).headers['content-type']).toBe('application/json; charset=utf-8');
    expect((await app().get('/text')).headers['content-type']).toMatch(/^text\/(html|plain); charset=utf-8$/);
  });

  it.each(['buffer', 'bytes'])('%s is sent as bytes', async (path) => {
    const reply = await app().get(`/${path}`);
    expect(reply.headers['content-type']).toBe('application/octet-stream');
    expect([...reply.bytes]).toEqual([1, 2, 255]);
  });

  it.each(['observable/fails', 'bigint', 'circular', 'header/split'])(
    '%s is answered with 500 and nothing of the reason',
    async (path) => {
      const logged = app().logger.errors.length;
      expect(await at(`/${path}`)).toEqual([500, '{"statusCode":500,"message":"Internal server error"}']);
      expect(app().logger.errors.length).toBe(logged + 1);
    },
  );

  it('the logged error of a bigint says what to do', async () => {
    await app().get('/bigint');
    expect(app().logger.errors.at(-1)).toMatch(/bigint/i);
  });

  describe('status and headers', () => {
    it('@HttpCode sets the status', async () => {
      expect(await at('/code')).toEqual([202, '{"a":1}']);
      const reply = await app().post('/no-content');
      expect([reply.status, reply.text, reply.headers['content-length']]).toEqual([204, '', undefined]);
      expect(await at('/not-modified')).toEqual([304, '']);
    });

    it('@Header sets headers', async () => {
      const reply = await app().get('/header');
      expect([reply.headers['cache-control'], reply.headers['x-two']]).toEqual(['none', 'b']);
    });

    it('@Header wins over the type that a value would have', async () => {
      expect((await app().get('/csv')).headers['content-type']).toMatch(/^text\/csv/);
      const hal = await app().get('/hal');
      expect([hal.headers['content-type'], hal.text]).toEqual(['application/hal+json; charset=utf-8', '{"a":1}']);
      const complete = await app().get('/hal/complete');
      expect(complete.headers['content-type']).toBe('application/hal+json; charset=utf-8');
    });

    it('headers set on Node’s own response are sent', async () => {
      expect((await app().get('/cookies')).headers['set-cookie']).toEqual(['a=1', 'b=2']);
    });
  });

  describe('redirects', () => {
    it.each([
      ['/redirect', 301, '/target'],
      ['/redirect/default', 302, '/elsewhere'],
      ['/redirect/events', 302, '/elsewhere'],
      ['/redirect/dynamic', 302, '/elsewhere'],
      ['/redirect/dynamic?to=/there', 307, '/there'],
      ['/redirect/platform', 302, '/platform'],
    ])('%s leads with %i to %s', async (path, status, location) => {
      const reply = await app().get(path);
      expect([reply.status, reply.headers.location]).toEqual([status, location]);
    });

    it.each([0, 101, 700])('with the status %i, which no reply can have, are 500', async (status) => {
      const logged = app().logger.errors.length;
      const reply = await app().get(`/redirect/status?is=${status}`);
      expect([reply.status, reply.headers.location]).toEqual([500, undefined]);
      expect(app().logger.errors.slice(logged).join()).toContain(
        `the status of RepliesController.dynamicStatus() to ${status}`,
      );
    });
  });

  describe('StreamableFile', () => {
    it('is sent with its headers', async () => {
      const reply = await app().get('/file');
      expect(reply.text).toBe('file');
      expect(reply.headers).toMatchObject({
        'content-type': 'text/plain',
        'content-disposition': 'attachment; filename="a.txt"',
        'content-length': '4',
      });
    });

    it('is octets by default, and keeps a type that @Header says', async () => {
      const reply = await app().get('/file/default');
      expect([reply.headers['content-type'], reply.text]).toEqual(['application/octet-stream', 'abc']);
      expect((await app().get('/file/header')).headers['content-type']).toBe('image/png');
      expect((await app().get('/file/promise')).text).toBe('later');
    });

    it('that fails before its first byte is answered with an error', async () => {
      const reply = await app().get('/file/fails');
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.text).not.toContain('stack');
    });

    it('that was destroyed before is answered with an error', async () => {
      expect((await app().get('/file/destroyed')).status).toBe(400);
    });

    it('that is destroyed without an error ends the connection', async () => {
      await expect(app().get('/file/stops')).rejects.toThrow(/aborted|hang up|reset/i);
      expect(await at('/number')).toEqual([200, '0']);
    });

    it('that breaks off later ends the connection, so that the client can tell', async () => {
      await expect(app().get('/file/breaks')).rejects.toThrow(/aborted|hang up|reset/i);
      expect(await at('/number')).toEqual([200, '0']);
    });

    it('is not read further when the client leaves', async () => {
      const response = await app().open('/file/endless');
      response.destroy();
      const { endless } = app().app.get(RepliesController);
      await eventually(() => expect(endless?.destroyed).toBe(true));
      expect(await at('/number')).toEqual([200, '0']);
    });

    it('HEAD gets the headers alone', async () => {
      const reply = await app().send('/file', { method: 'HEAD' });
      expect([reply.status, reply.headers['content-length'], reply.text]).toEqual([200, '4', '']);
    });

    it('HEAD of one that fails has the status of GET', async () => {
      for (const path of ['/file/fails', '/file/destroyed']) {
        const reply = await app().send(path, { method: 'HEAD' });
        expect([path, reply.status, reply.text]).toEqual([path, 400, '']);
      }
    });

    it('HEAD reads no more of it than is needed for the status', async () => {
      expect((await app().send('/file/endless', { method: 'HEAD' })).status).toBe(200);
      const { endless } = app().app.get(RepliesController);
      await eventually(() => expect(endless?.destroyed).toBe(true));
    });

    it.each(['GET', 'HEAD'])('is freed when the client leaves before its first byte (%s)', async (method) => {
      const socket = await app().rawSocket();
      socket.write(`${method} /file/idle HTTP/1.1\r\nHost: a\r\n\r\n`);
      const controller = app().app.get(RepliesController);
      await eventually(() => expect(controller.idle?.listenerCount('error')).toBeGreaterThan(1));
      const { idle } = controller;
      controller.idle = undefined;
      socket.destroy();
      await eventually(() => expect(idle?.destroyed).toBe(true));
    });

    it('whose own error handler fails is answered with 500', async () => {
      expect(await at('/file/handler-fails')).toEqual([500, '{"statusCode":500,"message":"Internal server error"}']);
      expect(await at('/number')).toEqual([200, '0']);
    });
  });

  describe('streams', () => {
    const BYTES = 'application/octet-stream';
    const TEXT = 'text/plain; charset=utf-8';
    const LINES = 'application/x-ndjson';
    const SENT = [
      ['bytes', BYTES, 'ab'],
      ['texts', TEXT, 'aü'],
      ['objects', LINES, '{"a":1}\n[2]\ntext.'],
      ['web', BYTES, 'a'],
      ['generator', LINES, '{"a":1}\n2\n'],
      ['later', TEXT, 'later'],
    ] as const;

    it.each(SENT)('%s are sent as %s', async (name, type, text) => {
      const reply = await app().get(`/streams/one/${name}`);
      expect([reply.status, reply.headers['content-type'], reply.text]).toEqual([200, type, text]);
    });

    it.each(SENT)('HEAD of %s has the head of GET', async (name, type) => {
      const reply = await app().send(`/streams/one/${name}`, { method: 'HEAD' });
      expect([reply.status, reply.headers['content-type'], reply.text]).toEqual([200, type, '']);
      expect(reply.headers['content-length']).toBeUndefined();
    });

    it('that end at once are an empty body', async () => {
      expect(await at('/streams/one/nothing')).toEqual([200, '']);
    });

    it('keep status and type of the route', async () => {
      const reply = await app().get('/streams/typed');
      expect([reply.status, reply.text]).toEqual([203, 'a,b']);
      expect(reply.headers['content-type']).toMatch(/^text\/csv/);
    });

    it('pass the serializer', async () => {
      expect(await at('/streams/serialized')).toEqual([200, '{"a":1}\n']);
    });

    it.each(['GET', 'HEAD'])('of a Response of the web have its status and headers (%s)', async (method) => {
      const reply = await app().send('/streams/response', { method });
      expect([reply.status, reply.text]).toEqual([203, method === 'GET' ? 'a{}' : '']);
      expect(reply.headers['content-type']).toMatch(/^text\/css/);
      expect(reply.headers['set-cookie']).toEqual(['a=1', 'b=2']);
      const empty = await app().send('/streams/response/empty', { method });
      expect([empty.status, empty.text, empty.headers['etag']]).toEqual([304, '', '"1"']);
      expect((await app().send('/streams/response/error', { method })).status).toBe(500);
    });

    it('of a Response that was fetched come decoded', async () => {
      const source = createServer((_request, response) => {
        response.setHeader('content-encoding', 'gzip').setHeader('x-from', 'afar').end(gzipSync('fetched'));
      });
      onTestFinished(() => void source.close());
      await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
      const { port } = source.address() as AddressInfo;
      const reply = await app().get(`/streams/response/fetched?url=http://127.0.0.1:${port}`);
      expect([reply.status, reply.text, reply.headers['x-from']]).toEqual([200, 'fetched', 'afar']);
      expect(reply.headers['content-encoding']).toBeUndefined();
    });

    it.each(['GET', 'HEAD'])(
      'that fail before their first value are an exception like any other (%s)',
      async (method) => {
        for (const [name, status] of [
          ['fails', 500],
          ['refuses', 409],
          ['circular', 500],
        ] as const) {
          const reply = await app().send(`/streams/one/${name}`, { method });
          expect([name, reply.status]).toEqual([name, status]);
          expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
        }
      },
    );

    it.each(['/streams/breaks', '/streams/breaks/bigint'])(
      'that break off later (%s) end the connection, and are logged',
      async (path) => {
        const logged = app().logger.errors.length;
        await expect(app().get(path)).rejects.toThrow(/aborted|hang up|reset/i);
        expect(app().logger.errors.length).toBe(logged + 1);
        expect(await at('/number')).toEqual([200, '0']);
      },
    );

    it('are freed when the client leaves', async () => {
      const controller = app().app.get(StreamsController);
      const logged = app().logger.errors.length;
      (await app().open('/streams/generator/endless')).destroy();
      await eventually(() => expect(controller.left).toContain('generator'));
      (await app().open('/streams/endless')).destroy();
      await eventually(() => expect(controller.endless?.destroyed).toBe(true));
      expect(app().logger.errors.length).toBe(logged);
    });

    it.each(['begun', 'silent'])(
      'of the web that wait for their next value (%s) are cancelled then too',
      async (given) => {
        const controller = app().app.get(StreamsController);
        const socket = await app().rawSocket();
        socket.write(`GET /streams/idle/${given} HTTP/1.1\r\nHost: a\r\n\r\n`);
        await eventually(() => expect(controller.waiting).toContain(given));
        socket.destroy();
        await eventually(() => expect(controller.left).toContain(given));
      },
    );

    it.each(['throws', 'gives no promise'])('whose end is written by hand and %s end nothing else', async (end) => {
      (await app().open(`/streams/by-hand/${encodeURIComponent(end)}`)).destroy();
      await eventually(() => expect(app().app.get(StreamsController).left).toContain(end));
      expect(await at('/number')).toEqual([200, '0']);
    });
  });
}
