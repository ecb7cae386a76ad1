import { PassThrough, Readable } from 'node:stream';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  GoneException,
  Header,
  Inject,
  Param,
  Redirect,
  Res,
  Sse,
  StreamableFile,
  UseInterceptors,
} from '@portico/common';
import { HttpAdapterHost } from '@portico/core';
import { map } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

const behind = (change: (value: unknown) => unknown) =>
  UseInterceptors({
    intercept: (_context: ExecutionContext, next: CallHandler) => next.handle().pipe(map(change)),
  });

const failing = behind(() => {
  throw new GoneException('refused');
});

const unchanged = behind((value) => value);

const KINDS = ['stream', 'later', 'file', 'web-stream', 'response'];

@Controller('unused')
class UnusedController {
  readonly opened: string[] = [];
  readonly released: string[] = [];
  @Inject(HttpAdapterHost) private readonly host!: HttpAdapterHost;

  @failing @Get('throws/:kind') throws(@Param('kind') kind: string) {
    return this.open('throws', kind);
  }
  @behind(() => 'other')
  @Get('replaced/:kind')
  replaced(@Param('kind') kind: string) {
    return this.open('replaced', kind);
  }
  @unchanged @failing @unchanged @Get('nested/:kind') nested(@Param('kind') kind: string) {
    return this.open('nested', kind);
  }
  @Redirect('/elsewhere') @Get('redirect/:kind') redirect(@Param('kind') kind: string) {
    return this.open('redirect', kind);
  }
  @Get('manual/:kind') manual(@Param('kind') kind: string, @Res() response: unknown) {
    this.host.httpAdapter.reply(response, 'own', 200);
    return this.open('manual', kind);
  }
  @Header('x-invalid', 'a€') @Get('header/:kind') header(@Param('kind') kind: string) {
    return this.open('header', kind);
  }
  @Header('x-invalid', 'a€') @unchanged @Get('header-read/:kind') headerRead(@Param('kind') kind: string) {
    return this.open('header-read', kind);
  }
  @Sse('events/:kind') events(@Param('kind') kind: string) {
    return this.open('events', kind);
  }
  @Header('x-invalid', 'a€') @Sse('events-header/:kind') eventsHeader(@Param('kind') kind: string) {
    return this.open('events-header', kind);
  }
  @Get('disposition/file') disposition() {
    return new StreamableFile(this.stream('disposition/file'), { disposition: 'attachment; filename="€"' });
  }
  @behind((value) => value instanceof Readable && new StreamableFile(value.pipe(new PassThrough())))
  @Get('piped')
  piped() {
    return Readable.from(['a', 'b']);
  }

  private open(way: string, kind: string): unknown {
    const name = `${way}/${kind}`;
    if (kind === 'stream') return this.stream(name);
    if (kind === 'later') return new Promise(setImmediate).then(() => this.stream(name));
    if (kind === 'file') return new StreamableFile(this.stream(name));
    return kind === 'response' ? new Response(this.webStream(name)) : this.webStream(name);
  }

  private stream(name: string): Readable {
    this.opened.push(name);
    return new Readable({ read: () => undefined }).once('close', () => this.released.push(name));
  }

  private webStream(name: string): ReadableStream<Uint8Array> {
    this.opened.push(name);
    return new ReadableStream({ cancel: () => void this.released.push(name) });
  }
}

export function describeUnusedStreams(platform: HttpPlatform): void {
  describe('a stream that a handler returns, and that is not sent, is released', () => {
    const app = sharedApplication(platform, () => ({ controllers: [UnusedController] }));
    const cases: [name: string, status: number][] = [
      ['header/file', 500],
      ['header-read/file', 500],
      ['disposition/file', 500],
      ['events/file', 500],
      ['events/response', 500],
      ['events-header/stream', 500],
      ['events-header/later', 500],
      ['events-header/web-stream', 500],
    ];
    for (const kind of KINDS) {
      cases.push([`throws/${kind}`, 410], [`replaced/${kind}`, 200], [`nested/${kind}`, 410]);
      cases.push([`redirect/${kind}`, 302], [`manual/${kind}`, 200]);
    }

    it.each(cases)('%s', async (name, status) => {
      expect((await app().get(`/unused/${name}`)).status).toBe(status);
      const { opened, released } = app().app.get(UnusedController);
      await expect.poll(() => released).toEqual(opened);
    });

    it('one that an interceptor sends through another stream is read to its end', async () => {
      expect((await app().get('/unused/piped')).text).toBe('ab');
    });
  });
}
