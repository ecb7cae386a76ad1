import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import {
  ClassSerializerInterceptor,
  ConflictException,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Query,
  UseInterceptors,
} from '@portico/common';

/** Streams that a handler may return, by path. */
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
export class StreamsController {
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
  @UseInterceptors(ClassSerializerInterceptor) @HttpCode(202) @Get('response') response(): Response {
    const headers: [string, string][] = [
      ['content-type', 'text/css'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ];
    return new Response('a{}', { status: 203, headers });
  }
  @Get('response/empty') emptyResponse(): Response {
    return new Response(null, { status: 304, headers: { etag: '"1"' } });
  }
  @Get('response/fetched') fetched(@Query('url') url: string) {
    return fetch(url);
  }
  @Get('response/error') errorResponse(): Response {
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
        // The types require the type of the values for the result of `return()`.
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

export function failing(): Readable {
  return new Readable({
    read() {
      this.destroy(new Error('no such file'));
    },
  });
}
