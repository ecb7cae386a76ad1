import { get } from 'node:http';
import { Readable } from 'node:stream';
import {
  BadRequestException,
  type CallHandler,
  type CanActivate,
  Controller,
  type ExecutionContext,
  ForbiddenException,
  Get,
  type MessageEvent,
  type NestInterceptor,
  NotFoundException,
  Query,
  Sse,
  SseSignal,
  UseGuards,
  UseInterceptors,
} from '@portico/common';
import { concat, finalize, from, map, NEVER, Observable, of, throwError, timer } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { eventually } from '../../support/eventually.js';
import type { HttpPlatform } from '../support/platform.js';
import { sharedApplication } from '../support/shared-application.js';

class Nobody implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException('not you');
  }
}

class Following implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((event) => event));
  }
}

const slow = { asked: 0, ready: 0, subscribed: 0 };
const generated = { ended: 0 };
const seen = { finalized: 0, aborted: 0, subscribed: 0 };

@Controller('sse')
class EventsController {
  @UseInterceptors({
    intercept: (_context: ExecutionContext, next: CallHandler) => next.handle().pipe(map((event) => event)),
  })
  @Sse('refused')
  refused(
    @Query('q', {
      transform: async () => {
        throw new BadRequestException('refused later');
      },
    })
    q: string,
  ) {
    return of({ data: q });
  }
  @UseInterceptors(new Following()) @Sse('missing') async missing(): Promise<Observable<MessageEvent>> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new NotFoundException('no such stream');
  }
  @Sse('bytes') bytes(): Readable {
    const [first, second] = [Buffer.from('h\u00e9llo').subarray(0, 2), Buffer.from('h\u00e9llo').subarray(2)];
    return Readable.from([first, second]);
  }
  @Sse('byte-values') byteValues(): Observable<unknown> {
    return of(Buffer.from('h\u00e9llo'));
  }
  @Sse('several') several(): Observable<AsyncIterable<MessageEvent>> {
    const source = async function* (): AsyncGenerator<MessageEvent> {
      // More than the response buffers.
      for (let index = 0; index < 5; index++) yield { data: 'x'.repeat(100_000) };
    };
    return from(Array.from({ length: 20 }, source));
  }
  @Sse('few') few(): Observable<MessageEvent> {
    return from([
      { data: { a: 1 } },
      { data: 'two\nlines', id: '7', type: 'named', retry: 10 },
      { comment: 'only to keep alive' },
      { data: 'last' },
    ]);
  }
  @Sse('promise') async promise(): Promise<Observable<MessageEvent>> {
    return of({ data: 'later' });
  }
  @Sse('endless') endless(@SseSignal() signal: AbortSignal): Observable<MessageEvent> {
    seen.subscribed++;
    signal.addEventListener('abort', () => seen.aborted++, { once: true });
    return concat(of({ data: 'first' }), NEVER).pipe(finalize(() => seen.finalized++));
  }
  @Sse('slow') async slow(@SseSignal() signal: AbortSignal): Promise<Observable<MessageEvent>> {
    slow.asked++;
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    setImmediate(() => slow.ready++);
    return new Observable(() => void slow.subscribed++);
  }
  @UseInterceptors(new Following()) @Sse('followed') followed(
    @SseSignal() signal: AbortSignal,
  ): Promise<Observable<MessageEvent>> {
    return this.slow(signal);
  }
  @Sse('ticks') ticks(): Observable<MessageEvent> {
    return timer(0, 5).pipe(map((tick) => ({ data: { tick } })));
  }
  @Sse('fails') fails(): Observable<MessageEvent> {
    return concat(
      of({ data: 'first' }),
      throwError(() => new Error('source')),
    );
  }
  @Sse('generated') async *generated(): AsyncGenerator<MessageEvent> {
    yield { data: 'one' };
    yield { data: { two: 2 }, id: 'b' };
  }
  @UseInterceptors(new Following()) @Sse('generated-behind') generatedBehind(): AsyncGenerator<MessageEvent> {
    return this.generated();
  }
  @Sse('generated-later') async generatedLater(): Promise<AsyncGenerator<MessageEvent>> {
    return this.generated();
  }
  @Sse('generated-refused') async *generatedRefused(): AsyncGenerator<MessageEvent> {
    yield await Promise.reject(new BadRequestException('no events'));
  }
  @Sse('generated-fails') async *generatedFails(): AsyncGenerator<MessageEvent> {
    yield { data: 'first' };
    throw new Error('internal of the generator');
  }
  @Sse('generated-ticks') async *generatedTicks(): AsyncGenerator<MessageEvent> {
    try {
      for (;;) {
        yield { data: 'tick' };
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    } finally {
      generated.ended++;
    }
  }
  @UseGuards(Nobody) @Sse('denied') denied(): Observable<MessageEvent> {
    return of({ data: 'never' });
  }
  @Get('alive') alive() {
    return 'alive';
  }
}

export function describeServerSentEvents(platform: HttpPlatform): void {
  const app = sharedApplication(platform, () => ({ controllers: [EventsController] }));

  it('events are sent in the documented format, and the reply ends with the Observable', async () => {
    const reply = await app().get('/sse/few');
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toMatch(/^text\/event-stream/);
    expect(reply.headers['cache-control']).toContain('no-cache');
    const events = reply.text
      .split('\n\n')
      .map((event) => event.trim())
      .filter(Boolean);
    expect(events[0]).toMatch(/data: \{"a":1\}/);
    expect(events[1]!.split('\n').sort()).toEqual(['data: lines', 'data: two', 'event: named', 'id: 7', 'retry: 10']);
    expect(reply.text).toMatch(/^: ?only to keep alive$/m);
    expect(reply.text).toMatch(/data: last/);
  });

  it('a promise of an Observable is streamed, too', async () => {
    expect((await app().get('/sse/promise')).text).toMatch(/data: later/);
  });

  it('events are sent before the stream ends', async () => {
    const response = await app().open('/sse/ticks');
    let text = '';
    for await (const chunk of response) {
      text += String(chunk);
      if (/"tick":3/.test(text)) break;
    }
    expect(text).toMatch(/"tick":0[\s\S]*"tick":3/);
  });

  it('the subscription ends and the signal is aborted when the client disconnects', async () => {
    const before = { ...seen };
    const response = await app().open('/sse/endless');
    for await (const chunk of response) if (String(chunk).includes('first')) break;
    response.destroy();
    await eventually(() =>
      expect(seen).toEqual({
        subscribed: before.subscribed + 1,
        finalized: before.finalized + 1,
        aborted: before.aborted + 1,
      }),
    );
  });

  it('a client that sends a body that is not read can disconnect, too', async () => {
    const before = seen.finalized;
    const socket = await app().rawSocket();
    // More than the buffers of the socket hold: the server stops reading the connection.
    const body = 'x'.repeat(1024 * 1024);
    socket.write(
      `GET /sse/endless HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await socket.until(/data: first/);
    socket.destroy();
    await eventually(() => expect(seen.finalized).toBe(before + 1));
  });

  it.each([
    ['slow', 'by itself'],
    ['followed', 'behind an interceptor'],
  ])('an Observable is not subscribed to if the client disconnected while it was created: %s, %s', async (path) => {
    const before = { ...slow };
    const request = get({ host: '127.0.0.1', port: app().port, path: `/sse/${path}`, agent: false });
    request.on('error', () => undefined);
    await eventually(() => expect(slow.asked).toBe(before.asked + 1));
    request.destroy();
    await eventually(() => expect(slow.ready).toBe(before.ready + 1));
    expect(slow.subscribed).toBe(0);
  });

  it('a source that fails sends an error event and ends the reply', async () => {
    const reply = await app().get('/sse/fails');
    expect(reply.text).toMatch(/data: first/);
    expect(reply.text).toMatch(/event: error/);
    expect((await app().get('/sse/alive')).text).toBe('alive');
  });

  it.each(['generated', 'generated-behind', 'generated-later'])('an async iterable is streamed: %s', async (path) => {
    const reply = await app().get(`/sse/${path}`);
    expect([reply.status, reply.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/event-stream/)]);
    expect(reply.text).toMatch(/^id: 1\ndata: one\n\nid: b\ndata: \{"two":2\}\n\n$/m);
  });

  it('an async iterable that fails at once is handled like any exception, and later with an event', async () => {
    const refused = await app().get('/sse/generated-refused');
    expect([refused.status, refused.json()]).toMatchObject([400, { message: 'no events' }]);
    const { text } = await app().get('/sse/generated-fails');
    expect(text).toMatch(/data: first\n[\s\S]*event: error\nid: 2\ndata: Internal server error\n/);
  });

  it('an async iterable ends when the client disconnects', async () => {
    const { ended } = generated;
    const response = await app().open('/sse/generated-ticks');
    for await (const chunk of response) if (String(chunk).includes('data: tick')) break;
    response.destroy();
    await eventually(() => expect(generated.ended).toBe(ended + 1));
  });

  it('an asynchronous pipe behind an interceptor can reject the request before the stream begins', async () => {
    const reply = await app().get('/sse/refused');
    expect([reply.status, reply.json()]).toMatchObject([400, { message: 'refused later' }]);
  });

  it('an asynchronous handler behind an interceptor can fail before the stream begins', async () => {
    const reply = await app().get('/sse/missing');
    expect([reply.status, reply.json()]).toMatchObject([404, { message: 'no such stream' }]);
  });

  it.each(['refused', 'missing', 'generated-refused', 'few'])('HEAD has the status of GET: %s', async (path) => {
    const { status } = await app().get(`/sse/${path}`);
    expect((await app().send(`/sse/${path}`, { method: 'HEAD' })).status).toBe(status);
  });

  it.each(['bytes', 'byte-values'])('bytes are sent as text: %s', async (path) => {
    const { text } = await app().get(`/sse/${path}`);
    expect(text.match(/(?<=^data: ).*/gm)?.join('')).toBe('h\u00e9llo');
  });

  it('several iterables wait for a slow client with one listener', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    onTestFinished(() => void process.off('warning', warned));
    const { text } = await app().get('/sse/several');
    expect(text.match(/^data: x+$/gm)).toHaveLength(100);
    // Warnings are emitted in the next tick.
    expect(warned).not.toHaveBeenCalled();
  });

  it('a guard can reject the request before the stream begins', async () => {
    const reply = await app().get('/sse/denied');
    expect([reply.status, reply.json().message]).toEqual([403, 'not you']);
  });
}
