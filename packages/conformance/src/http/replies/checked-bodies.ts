import { PassThrough, Readable } from 'node:stream';
import { Controller, Get, Header, Param, StreamableFile } from '@portico/common';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

const CLOSED = /aborted|hang up|reset/i;
const VALUES: Record<string, unknown[]> = { 'an object': [{ a: 1 }], 'a number after text': ['text', 5] };

@Controller()
class CheckedBodiesController {
  static growing: Readable | undefined;

  @Get('file/exact') exact() {
    return new StreamableFile(Readable.from(['exä', 'ct']), { length: 6 });
  }
  @Get('file/short') short() {
    return new StreamableFile(Readable.from([Buffer.from('abc')]), { length: 10 });
  }
  @Get('file/nothing') nothing() {
    return new StreamableFile(Readable.from([]), { length: 10 });
  }
  @Get('file/growing') growing() {
    const growing = new PassThrough();
    CheckedBodiesController.growing = growing;
    growing.write('abc');
    setImmediate(() => growing.write('defghi'));
    return new StreamableFile(growing, { length: 5 });
  }
  @Get('file/of/:what') ofValues(@Param('what') what: string) {
    return new StreamableFile(Readable.from(VALUES[what]!));
  }
  @Header('Content-Length', '10') @Get('rows/short') async *shortRows() {
    yield 'abc';
  }
  @Header('Content-Length', '3') @Get('rows/long') async *longRows() {
    yield 'ab';
    yield 'cd';
  }
  @Header('Content-Length', '3') @Get('rows/none') async *noRows() {}
  @Get('response') response() {
    return new Response('abcdef', { headers: { 'content-length': '3' } });
  }
  @Get('next') next() {
    return 'next';
  }
}

/** A client reads as many bytes as declared: any difference would make it misread the response that follows. */
export function describeCheckedBodies(platform: HttpPlatform): void {
  describe('the body of a streamed reply', () => {
    const app = sharedApplication(platform, () => ({ controllers: [CheckedBodiesController] }));
    const isServing = async () => expect((await app().get('/next')).text).toBe('next');

    it('has the declared length', async () => {
      const reply = await app().get('/file/exact');
      expect([reply.headers['content-length'], reply.text]).toEqual(['6', 'exäct']);
    });

    it.each([
      ['/file/growing', 'abcde'],
      ['/rows/long', 'abc'],
      ['/response', 'abc'],
      ['/rows/none', ''],
    ])('has no more bytes than declared: %s', async (path, text) => {
      const socket = await app().rawSocket();
      const head = 'HTTP/1.1\r\nHost: a\r\n';
      socket.write(`GET ${path} ${head}\r\nGET /next ${head}Connection: close\r\n\r\n`);
      await socket.untilClosed();
      const [, body] = /\r\n\r\n(.*?)HTTP\/1\.1 200 OK.*\r\n\r\nnext$/s.exec(socket.text) ?? [];
      expect(body).toBe(text);
    });

    it('has no more bytes than declared, and its source is destroyed', async () => {
      await app().get('/file/growing');
      await eventually(() => expect(CheckedBodiesController.growing?.destroyed).toBe(true));
    });

    it.each(['/file/short', '/rows/short'])('closes the connection if it has fewer: %s', async (path) => {
      await expect(app().get(path)).rejects.toThrow(CLOSED);
      expect(app().logger.errors.join()).toContain('PORTICO_CONTENT_LENGTH');
      await isServing();
    });

    it('is an error if it has none', async () => {
      expect((await app().get('/file/nothing')).status).toBe(400);
      await isServing();
    });

    it('fails for a file that produces neither text nor bytes', async () => {
      const reply = await app().get(`/file/of/${encodeURIComponent('an object')}`);
      expect([reply.status, reply.text]).toEqual([400, 'Bad Request']);
      await expect(app().get(`/file/of/${encodeURIComponent('a number after text')}`)).rejects.toThrow(CLOSED);
      expect(app().logger.errors.join()).toContain('PORTICO_UNSERIALIZABLE_REPLY');
      await isServing();
    });
  });
}
