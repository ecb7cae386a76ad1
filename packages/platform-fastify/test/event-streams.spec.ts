import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import session from '@fastify/session';
import { Controller, Get, type MessageEvent, Module, Res, Session, Sse } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { concat, NEVER, type Observable, of, Subject } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FastifyAdapter, type NestFastifyApplication } from '../src/index.js';

let source = new Subject<MessageEvent>();
let released = 0;

@Controller()
class EventsController {
  @Sse('events')
  events(@Res({ passthrough: true }) reply: FastifyReply): Observable<MessageEvent> {
    reply.setCookie('seen', 'yes', { path: '/' });
    return of({ data: 'first' }, { data: 'second' });
  }

  @Sse('visits')
  visits(@Session() values: { visits?: number }) {
    values.visits = (values.visits ?? 0) + 1;
    return of({ data: String(values.visits) });
  }

  @Sse('hot')
  hot(): Observable<MessageEvent> {
    source = new Subject();
    return source;
  }

  @Sse('numbers')
  async *numbers() {
    try {
      for (let number = 1; ; number += 1) yield { data: String(number) };
    } finally {
      released += 1;
    }
  }

  @Sse('open')
  open(): Observable<MessageEvent> {
    return concat(of({ data: 'first' }), NEVER);
  }

  @Get('plain')
  plain() {
    return 'plain';
  }
}

@Module({ controllers: [EventsController] })
class AppModule {}

async function start(prepare: (instance: FastifyInstance) => unknown, options = {}): Promise<string> {
  const adapter = new FastifyAdapter(options);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, {
    logger: false,
    forceCloseConnections: true,
  });
  onTestFinished(() => app.close());
  await prepare(adapter.getInstance() as unknown as FastifyInstance);
  await app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

async function withCookies(instance: FastifyInstance): Promise<void> {
  await instance.register(cookie);
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function deferred(): Deferred {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const BODY = '\nid: 1\ndata: first\n\nid: 2\ndata: second\n\n';

it('write the cookies of plugins, also for HEAD', async () => {
  const url = await start(withCookies);
  const response = await fetch(`${url}/events`);
  expect(response.headers.getSetCookie()).toEqual(['seen=yes; Path=/; SameSite=Lax']);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(await response.text()).toBe(BODY);
  const head = await fetch(`${url}/events`, { method: 'HEAD' });
  expect(head.headers.getSetCookie()).toHaveLength(1);
  expect(head.headers.get('content-type')).toBe('text/event-stream');
});

it('write them over HTTP/2', async () => {
  const url = await start(withCookies, { http2: true });
  const client = connect(url);
  onTestFinished(() => client.destroy());
  const request = client.request({ ':path': '/events' }).setEncoding('utf8');
  const headers = await new Promise<Record<string, unknown>>((resolve) => request.once('response', resolve));
  expect(headers['set-cookie']).toEqual(['seen=yes; Path=/; SameSite=Lax']);
  expect((await request.toArray()).join('')).toBe(BODY);
});

it('store the session', async () => {
  const url = await start(async (instance) => {
    await withCookies(instance);
    await instance.register(session, { secret: 's'.repeat(32), cookie: { secure: false } });
  });
  const first = await fetch(`${url}/visits`);
  expect(await first.text()).toContain('data: 1');
  const [sent = ''] = first.headers.getSetCookie();
  const second = await fetch(`${url}/visits`, { headers: { cookie: sent.split(';')[0]! } });
  expect(await second.text()).toContain('data: 2');
});

it('keep events that come while a hook runs, in their order', async () => {
  const hook = deferred();
  const started = deferred();
  const url = await start((instance) =>
    instance.addHook('onSend', async () => {
      started.resolve();
      await hook.promise;
    }),
  );
  const response = fetch(`${url}/hot`);
  await started.promise;
  source.next({ data: 'a' });
  source.next({ data: 'b' });
  source.error(new Error('broken'));
  hook.resolve();
  expect(await (await response).text()).toBe(
    '\nid: 1\ndata: a\n\nid: 2\ndata: b\n\nevent: error\nid: 3\ndata: Internal server error\n\n',
  );
});

it('do not request further values while a hook runs', async () => {
  const hook = deferred();
  const started = deferred();
  const url = await start((instance) =>
    instance.addHook('onSend', async () => {
      started.resolve();
      await hook.promise;
    }),
  );
  released = 0;
  const controller = new AbortController();
  const response = fetch(`${url}/numbers`, { signal: controller.signal });
  await started.promise;
  hook.resolve();
  const reader = (await response).body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toMatch(/^\nid: 1\n/);
  controller.abort();
  await vi.waitFor(() => expect(released).toBe(1));
});

it('end their source if the client disconnects while a hook runs', async () => {
  const hook = deferred();
  const started = deferred();
  const url = await start((instance) =>
    instance.addHook('onSend', async () => {
      started.resolve();
      await hook.promise;
    }),
  );
  const controller = new AbortController();
  const response = fetch(`${url}/hot`, { signal: controller.signal });
  await started.promise;
  controller.abort();
  await expect(response).rejects.toThrow();
  await vi.waitFor(() => expect(source.observed).toBe(false));
  hook.resolve();
  expect(await (await fetch(`${url}/plain`)).text()).toBe('plain');
});

it('are refused if a hook fails', async () => {
  let fails = true;
  const url = await start((instance) =>
    instance.addHook('onSend', async () => {
      if (!fails) return;
      fails = false;
      throw new Error('the store is not available');
    }),
  );
  const response = await fetch(`${url}/open`);
  expect(response.status).toBe(500);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBeNull();
  expect(await response.json()).toEqual({ statusCode: 500, message: 'Internal server error' });
});

it('can be replaced by a hook', async () => {
  const url = await start((instance) => instance.addHook('onSend', async () => 'replaced'));
  expect(await (await fetch(`${url}/hot`)).text()).toBe('replaced');
  await vi.waitFor(() => expect(source.observed).toBe(false));
});

it('can be transformed by a hook', async () => {
  const url = await start(async (instance) => {
    await withCookies(instance);
    instance.addHook('onSend', async (_request, _reply, payload: Readable) => {
      const upper = new PassThrough({
        transform(chunk, _encoding, done) {
          done(null, String(chunk).toUpperCase());
        },
      });
      return payload.pipe(upper);
    });
  });
  expect(await (await fetch(`${url}/events`)).text()).toBe(BODY.toUpperCase());
  const controller = new AbortController();
  const response = await fetch(`${url}/hot`, { signal: controller.signal });
  source.next({ data: 'a' });
  const reader = response.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toContain('\n');
  controller.abort();
  await vi.waitFor(() => expect(source.observed).toBe(false));
});

it('keep their connection open for further requests', async () => {
  const { Agent, get } = await import('node:http');
  const url = await start(withCookies);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ports: unknown[] = [];
  for (const path of ['/events', '/plain', '/events']) {
    await new Promise<void>((resolve, reject) => {
      get(url + path, { agent }, (response) => {
        ports.push(response.socket.localPort);
        response.resume().once('end', resolve);
      }).once('error', reject);
    });
  }
  expect(new Set(ports).size).toBe(1);
});
