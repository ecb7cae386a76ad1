import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Res, Sse, StreamableFile } from '@portico/common';
import { of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

@Controller('reset')
class ResetController {
  readonly released: string[] = [];

  @HttpCode(205) @Get('value') value() {
    return { a: 1 };
  }
  @HttpCode(205) @Get('text') text() {
    return 'text';
  }
  @HttpCode(205) @Get('generator') async *generator() {
    try {
      yield 'a';
      yield 'b';
    } finally {
      this.released.push('generator');
    }
  }
  @HttpCode(205) @Get('web-stream') webStream() {
    return new Blob(['web']).stream();
  }
  @HttpCode(205) @Get('buffer') buffer() {
    return new StreamableFile(Buffer.from('file'));
  }
  @HttpCode(205) @Get('file') file() {
    const source = Readable.from(['file']).once('close', () => this.released.push('file'));
    return new StreamableFile(source, { length: 4, type: 'text/plain' });
  }
  @Get('chosen') async *chosen(@Res({ passthrough: true }) response: any) {
    response.status(205).header('content-length', '1');
    yield 'a';
  }
  @HttpCode(205) @Sse('events') events() {
    return of({ data: 1 });
  }
}

export function describeResetContent(platform: HttpPlatform): void {
  describe('a reply with 205 has no content', () => {
    const app = sharedApplication(platform, () => ({ controllers: [ResetController] }));

    it.each(['value', 'text', 'generator', 'web-stream', 'buffer', 'file', 'chosen', 'events'])('%s', async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const socket = await app().rawSocket();
        const second = 'GET /none HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
        socket.write(`${method} /reset/${path} HTTP/1.1\r\nHost: h\r\n\r\n${second}`);
        await socket.untilClosed();
        const [head, rest] = socket.text.split(/\r\n\r\n/, 2);
        expect(head).toMatch(/^HTTP\/1.1 205 Reset Content\r\n/);
        expect(head).not.toMatch(/content-length: [1-9]/i);
        if (/transfer-encoding: chunked/i.test(head!)) expect([method, rest]).toEqual(['GET', '0']);
        // Without a length, a client takes the next response for the content of this one.
        else expect(rest, `the response after ${JSON.stringify(head)}`).toMatch(/^HTTP\/1.1 404 /);
      }
    });

    it('the source of a stream is released', async () => {
      const { released } = app().app.get(ResetController);
      for (const source of ['generator', 'file']) {
        released.length = 0;
        await app().get(`/reset/${source}`);
        await expect.poll(() => released).toEqual([source]);
      }
    });
  });
}
