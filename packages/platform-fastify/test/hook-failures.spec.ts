import type { AddressInfo } from 'node:net';
import {
  Controller,
  Get,
  Header,
  type MessageEvent,
  Module,
  NotFoundException,
  Redirect,
  Res,
  Sse,
  StreamableFile,
} from '@portico/common';
import { NestFactory } from '@portico/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Observable, of } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FastifyAdapter, type NestFastifyApplication } from '../src/index.js';

@Controller()
class ItemsController {
  @Get('value') value() {
    return { a: 1 };
  }
  @Get('missing') missing() {
    throw new NotFoundException('no such item');
  }
  @Get('stream') async *stream() {
    yield 'a';
  }
  @Get('file') file() {
    return new StreamableFile(Buffer.from('a'), { disposition: 'attachment', length: 1 });
  }
  @Sse('events') events(): Observable<MessageEvent> {
    return of({ data: 'a' });
  }
  @Get('invalid/value') invalidValue(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('x-name', 'a\r\nb');
    return { a: 1 };
  }
  @Redirect('/value') @Get('invalid/redirect') invalidRedirect(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('x-name', 'a\r\nb');
  }
  @Header('x-name', () => 'a\r\nb') @Get('invalid/decorator') invalidDecorator() {
    return { a: 1 };
  }
  @Get('invalid/stream') async *invalidStream(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('x-name', 'a\r\nb');
    yield 'a';
  }
  @Get('invalid/file') invalidFile(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('x-name', 'a\r\nb');
    return new StreamableFile(Buffer.from('a'));
  }
  @Sse('invalid/events') invalidEvents(@Res({ passthrough: true }) reply: FastifyReply): Observable<MessageEvent> {
    reply.header('x-name', 'a\r\nb');
    return of({ data: 'a' });
  }
}

@Module({ controllers: [ItemsController] })
class AppModule {}

type Hook = (
  request: unknown,
  reply: unknown,
  payload: unknown,
  done: (error?: Error, payload?: unknown) => void,
) => unknown;

const ignore = (): void => undefined;
const failing = (): Error => new Error('connect ECONNREFUSED 10.0.0.3:6379');

const HOOKS: [string, Hook][] = [
  [
    'calls back with',
    (_request: unknown, _reply: unknown, _payload: unknown, done: (error: Error) => void) => done(failing()),
  ],
  [
    'rejects with',
    async () => {
      await new Promise(setImmediate);
      throw failing();
    },
  ],
];

async function start(hook: Hook): Promise<{ url: string; errors: unknown[] }> {
  const errors: unknown[] = [];
  const logger = { log: ignore, warn: ignore, error: (...args: unknown[]) => void errors.push(...args.map(String)) };
  const adapter = new FastifyAdapter();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, { logger, cors: true });
  onTestFinished(() => app.close());
  const instance = adapter.getInstance() as unknown as FastifyInstance;
  instance.addHook('onSend', hook as never);
  await app.listen(0, '127.0.0.1');
  return { url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`, errors };
}

describe.each(HOOKS)('an onSend hook that %s an error for each reply', (_how, hook) => {
  it.each(['value', 'missing', 'stream', 'file', 'events', 'no-route'])(
    'does not send the message of the error: %s',
    async (path) => {
      const { url, errors } = await start(hook);
      const response = await fetch(`${url}/${path}`);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ statusCode: 500, message: 'Internal server error' });
      expect(errors.join()).toContain('ECONNREFUSED');
      // Without it, browsers would hide the reply from the page.
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('content-disposition')).toBeNull();
    },
  );
});

it('an onSend hook that fails once is handled by the filters', async () => {
  let calls = 0;
  const { url } = await start(async () => {
    calls += 1;
    if (calls === 1) throw new NotFoundException('no such session');
  });
  const response = await fetch(`${url}/value`);
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ message: 'no such session' });
  expect(calls).toBe(2);
});

it.each(['value', 'redirect', 'decorator', 'stream', 'file', 'events'])(
  'an onSend hook that calls back later does not make an invalid header crash the process: %s',
  async (path) => {
    const { url } = await start((_request, _reply, payload, done) => setImmediate(done, undefined, payload));
    const response = await fetch(`${url}/invalid/${path}`);
    expect(response.status).toBe(500);
    expect(response.headers.get('x-name')).toBeNull();
    expect(await response.json()).toEqual({ statusCode: 500, message: 'Internal server error' });
  },
);
