import { Readable } from 'node:stream';
import { Controller, Get, Header, HttpCode, Res, Sse, StreamableFile } from '@portico/common';
import { NEVER } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

@Controller('no-content')
class NoContentController {
  released = 0;

  async *endless() {
    try {
      for (;;) {
        yield 'x';
        await new Promise(setImmediate);
      }
    } finally {
      this.released += 1;
    }
  }
  @HttpCode(204) @Get('204/generator') generator204() {
    return this.endless();
  }
  @HttpCode(304) @Header('etag', '"a"') @Get('304/generator') generator304() {
    return this.endless();
  }
  @HttpCode(204) @Get('204/file') file204() {
    return new StreamableFile(Readable.from(this.endless(), { objectMode: false }), { length: 5 });
  }
  @HttpCode(304) @Get('304/file') file304() {
    return new StreamableFile(Readable.from(this.endless(), { objectMode: false }), { length: 5 });
  }
  @HttpCode(304) @Get('304/nothing') nothing() {}
  @HttpCode(304) @Header('content-length', '7') @Get('304/length') withLength() {}
  @Get('304/response') response() {
    return new Response(null, { status: 304, headers: { etag: '"a"' } });
  }
  @HttpCode(204) @Sse('204/events') events204() {
    return NEVER;
  }
  @HttpCode(304) @Sse('304/events') events304() {
    return NEVER;
  }
  @Sse('204/events-of-generator') async *eventsOfGenerator(@Res({ passthrough: true }) response: any) {
    response.status(204);
    yield* this.endless();
  }
}

export function describeNoContent(platform: HttpPlatform): void {
  describe('a reply with 204 or 304 has no content, and ends even if its source does not', () => {
    const app = sharedApplication(platform, () => ({ controllers: [NoContentController] }));

    it.each([
      '204/generator',
      '304/generator',
      '204/file',
      '304/file',
      '204/events',
      '304/events',
      '204/events-of-generator',
    ])('%s', async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const socket = await app().rawSocket();
        const second = 'GET /none HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n';
        socket.write(`${method} /no-content/${path} HTTP/1.1\r\nHost: h\r\n\r\n${second}`);
        await socket.untilClosed();
        const [head, rest] = socket.text.split(/\r\n\r\n/, 2);
        expect(head).toMatch(new RegExp(`^HTTP/1.1 ${path.slice(0, 3)} `));
        if (path.startsWith('204')) expect(head).not.toMatch(/content-length/i);
        expect(rest).toMatch(/^HTTP\/1.1 404 /);
      }
    });

    it.each(['204/generator', '304/generator', '304/file'])('the source is released: %s', async (path) => {
      const controller = app().app.get(NoContentController);
      const { released } = controller;
      await app().get(`/no-content/${path}`);
      await expect.poll(() => controller.released).toBe(released + 1);
    });

    it('a length of 0 is not added to a reply with 304, whose length is that of the content it does not have', async () => {
      for (const method of ['GET', 'HEAD']) {
        for (const path of ['nothing', 'response']) {
          const { headers } = await app().send(`/no-content/304/${path}`, { method });
          expect([method, path, headers['content-length']]).toEqual([method, path, undefined]);
        }
        const { headers } = await app().send('/no-content/304/length', { method });
        expect([method, headers['content-length'] ?? '7']).toEqual([method, '7']);
      }
    });
  });
}
