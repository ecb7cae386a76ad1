import { Readable } from 'node:stream';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  GoneException,
  Sse,
  StreamableFile,
  UseInterceptors,
} from '@portico/common';
import { merge, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

/** Gives up as soon as the handler has been called. */
const impatient = {
  intercept: (_context: ExecutionContext, next: CallHandler) =>
    merge(
      next.handle(),
      throwError(() => new GoneException('too late')),
    ),
};

@UseInterceptors(impatient)
@Controller('late')
class LateController {
  readonly released: string[] = [];

  private async open(name: string): Promise<Readable> {
    await new Promise(setImmediate);
    return new Readable({ read: () => undefined }).once('close', () => this.released.push(name));
  }
  @Get('stream') stream() {
    return this.open('stream');
  }
  @Get('file') async file() {
    return new StreamableFile(await this.open('file'));
  }
  @Get('web-stream') async webStream() {
    await new Promise(setImmediate);
    return new ReadableStream({ cancel: () => void this.released.push('web-stream') });
  }
  @Sse('events') events() {
    return this.open('events');
  }
}

export function describeLateStreams(platform: HttpPlatform): void {
  describe('a stream that a handler returns after an interceptor has given up is released', () => {
    const app = sharedApplication(platform, () => ({ controllers: [LateController] }));

    it.each(['stream', 'file', 'web-stream', 'events'])('%s', async (name) => {
      expect((await app().get(`/late/${name}`)).status).toBe(410);
      const { released } = app().app.get(LateController);
      await expect.poll(() => released).toContain(name);
    });
  });
}
