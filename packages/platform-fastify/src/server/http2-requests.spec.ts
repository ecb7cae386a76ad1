import { once } from 'node:events';
import { connect } from 'node:http2';
import { Body, type ConsoleLogger, Controller, Get, Module, Post, Signal, Sse } from '@portico/common';
import { NestFactory } from '@portico/core';
import { of } from 'rxjs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FastifyAdapter } from '../adapter.js';

const signals: AbortSignal[] = [];
let stopped = 0;

@Controller()
class WaitingController {
  @Get('wait') wait(@Signal() signal: AbortSignal) {
    return this.post(signal);
  }
  @Post('wait') post(@Signal() signal: AbortSignal) {
    signals.push(signal);
    return new Promise((resolve) => signal.addEventListener('abort', resolve));
  }
  @Get('quick') quick(@Signal() signal: AbortSignal) {
    signals.push(signal);
    return 'quick';
  }
  @Get('stream') async *stream(@Signal() signal: AbortSignal) {
    signals.push(signal);
    try {
      for (;;) {
        yield 'x';
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    } finally {
      stopped += 1;
    }
  }
  @Get('never') never(@Signal() signal: AbortSignal) {
    signals.push(signal);
    return new Promise(() => undefined);
  }
  @Post('body') body(@Body() body: unknown) {
    return body;
  }
  @Sse('events') events() {
    return of({ data: 'one' }, { data: 'two' });
  }
  @Sse('many', { maxPendingDataLength: 1_000_000 }) async *many() {
    for (;;) yield { data: 'x'.repeat(1000) };
  }
}

@Module({ controllers: [WaitingController] })
class WaitingModule {}

async function start() {
  signals.length = 0;
  stopped = 0;
  const warnings: unknown[] = [];
  const nothing = () => undefined;
  const logger = { log: nothing, error: nothing, warn: (text: unknown) => void warnings.push(text) };
  const app = await NestFactory.create(WaitingModule, new FastifyAdapter({ http2: true }), {
    // The other methods of the logger are not called.
    logger: logger as unknown as ConsoleLogger,
    gracefulShutdown: { timeoutMs: 50 },
  });
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const session = connect(await app.getUrl()).on('error', nothing);
  onTestFinished(() => session.destroy());
  const ask = (path: string, method = 'GET') => {
    const stream = session.request({ ':path': path, ':method': method }).setEncoding('utf8');
    return stream.on('error', nothing);
  };
  return { app, session, ask, warnings };
}

describe('over HTTP/2', () => {
  it.each(['GET', 'POST'])('@Signal() is aborted when the client resets its stream (%s)', async (method) => {
    const { ask } = await start();
    const stream = ask('/wait', method);
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    expect(signals[0]?.aborted).toBe(false);
    stream.close(8);
    await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true));
  });

  it('@Signal() is aborted when the client disconnects', async () => {
    const { session, ask } = await start();
    ask('/wait');
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    session.destroy();
    await vi.waitFor(() => expect(signals[0]?.aborted).toBe(true));
  });

  it('@Signal() is not aborted after the reply has been sent', async () => {
    const { app, ask } = await start();
    await once(ask('/quick').resume(), 'close');
    await app.close();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  });

  it('a stream ends when the client resets it', async () => {
    const { ask } = await start();
    const stream = ask('/stream');
    await once(stream, 'data');
    stream.close(8);
    await vi.waitFor(() => expect(stopped).toBe(1));
    expect(signals[0]?.aborted).toBe(true);
  });

  it('requests that the deadline of the shutdown stops are reported', async () => {
    const { app, ask, warnings } = await start();
    await once(ask('/quick').resume(), 'close');
    ask('/never');
    ask('/never');
    await vi.waitFor(() => expect(signals).toHaveLength(3));
    await app.close();
    expect(warnings).toEqual([expect.stringContaining('work was stopped: 2 HTTP requests')]);
  });

  it('a request that never becomes complete delays the shutdown by the time for a complete request', async () => {
    const adapter = new FastifyAdapter({ http2: true, requestTimeout: 200 });
    const app = await NestFactory.create(WaitingModule, adapter, { logger: false });
    await app.listen(0, '127.0.0.1');
    const session = connect(await app.getUrl()).on('error', () => undefined);
    onTestFinished(() => session.destroy());
    const headers = { ':path': '/body', ':method': 'POST', 'content-type': 'application/json' };
    const stream = session.request(headers).on('error', () => undefined);
    const seen = once(adapter.getHttpServer(), 'stream');
    stream.write('{"a":');
    await seen;
    await app.close();
    expect(stream.destroyed || session.closed).toBe(true);
  }, 5_000);

  it('events that are sent at once arrive unchanged', async () => {
    const { ask } = await start();
    const stream = ask('/events');
    let text = '';
    stream.on('data', (chunk) => {
      text += chunk;
    });
    await once(stream, 'end');
    expect(text).toBe('\nid: 1\ndata: one\n\nid: 2\ndata: two\n\n');
  });

  it('a generator of events is asked for the next one when the client has read the previous ones', async () => {
    const { ask } = await start();
    let read = 0;
    for await (const chunk of ask('/many')) {
      read += chunk.length;
      if (read > 3_000_000) break;
    }
    expect(read).toBeGreaterThan(3_000_000);
  });
});
