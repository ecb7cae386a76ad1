import type { AddressInfo } from 'node:net';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { Module, type WebSocketAdapter } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { SubscribeMessage, WebSocketGateway, WsException } from '@portico/websockets';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { OpenTelemetryModule } from './open-telemetry-module.js';
import { CALLER, eventually, type Sdk, startSdk } from './sdk.fixture.js';

@WebSocketGateway()
class ChatGateway {
  @SubscribeMessage('say') async say() {
    await new Promise(setImmediate);
    return trace.getTracer('test').startActiveSpan('query', (span) => {
      span.end();
      return { event: 'said', data: 1 };
    });
  }
  @SubscribeMessage('denied') denied() {
    throw new WsException('not in this room');
  }
  @SubscribeMessage('broken') async broken() {
    await new Promise(setImmediate);
    throw new Error('connection refused');
  }
  @SubscribeMessage('revoked') revoked() {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    throw proxy;
  }
  @SubscribeMessage('unreadable') unreadable() {
    throw Object.defineProperty(new Error(), 'message', { get: unreadable });
  }
  @SubscribeMessage('number') number() {
    throw Object.assign(new Error(), { message: 7n });
  }
}

function unreadable(): never {
  throw new Error('not readable');
}

interface Client {
  send(event: string, data?: unknown): void;
  close(): void;
}

interface Platform {
  readonly name: string;
  readonly path: string;
  createAdapter(app: object): WebSocketAdapter;
  connect(port: number, headers: Record<string, string>): Promise<Client>;
}

const PLATFORMS: Platform[] = [
  {
    name: 'ws',
    path: '/',
    createAdapter: (app) => new WsAdapter(app),
    async connect(port, headers) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers });
      await new Promise((resolve) => socket.once('open', resolve));
      return { send: (event, data) => socket.send(JSON.stringify({ event, data })), close: () => socket.terminate() };
    },
  },
  {
    name: 'socket.io',
    path: '/socket.io',
    createAdapter: (app) => new IoAdapter(app),
    async connect(port, extraHeaders) {
      const socket = io(`http://127.0.0.1:${port}`, { extraHeaders, forceNew: true, transports: ['websocket'] });
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      return { send: (event, data) => socket.emit(event, data), close: () => socket.close() };
    },
  },
];

describe.each(PLATFORMS)('messages on $name', ({ path, createAdapter, connect }) => {
  async function start(sdk: Sdk): Promise<Client> {
    const { tracerProvider, meterProvider } = sdk;
    @Module({
      imports: [OpenTelemetryModule.forRoot({ tracerProvider, meterProvider })],
      providers: [ChatGateway],
    })
    class AppModule {}
    const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false, abortOnError: false });
    onTestFinished(() => app.close());
    app.useWebSocketAdapter(createAdapter(app));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    const client = await connect(port, { traceparent: CALLER.header });
    onTestFinished(() => client.close());
    return client;
  }

  it('have a span named after path and event, whose parent is the request that opened the connection', async () => {
    const sdk = startSdk();
    const client = await start(sdk);
    client.send('say', { text: 'secret' });
    await eventually(() => expect(sdk.spans()).toHaveLength(2));
    const [query, message] = sdk.spans();
    expect(message).toMatchObject({
      name: `WS ${path} say`,
      kind: SpanKind.SERVER,
      parentSpanContext: { traceId: CALLER.traceId, spanId: CALLER.spanId },
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        'portico.ws.path': path,
        'portico.ws.event': 'say',
        'portico.ws.outcome': 'completed',
        'code.function.name': 'ChatGateway.say',
      },
    });
    expect(query?.parentSpanContext?.spanId).toBe(message?.spanContext().spanId);
    expect(JSON.stringify(message?.attributes)).not.toContain('secret');
  });

  it.each([
    ['denied', SpanStatusCode.UNSET, 'not in this room'],
    ['broken', SpanStatusCode.ERROR, 'connection refused'],
    // An error in a subscriber would be an uncaught exception, which fails this test.
    ['revoked', SpanStatusCode.ERROR, 'A value that cannot be read'],
    ['unreadable', SpanStatusCode.ERROR, 'A value that cannot be read'],
    ['number', SpanStatusCode.ERROR, '7'],
  ])('record their error: %s', async (event, code, message) => {
    const sdk = startSdk();
    const client = await start(sdk);
    client.send(event);
    await eventually(() => expect(sdk.spans()).toHaveLength(1));
    expect(sdk.spans()[0]).toMatchObject({
      status: { code },
      attributes: { 'portico.ws.outcome': 'failed' },
      events: [{ name: 'exception', attributes: { 'exception.message': message } }],
    });
  });

  it('are counted by outcome and measured by event, and clients are counted', async () => {
    const sdk = startSdk();
    const client = await start(sdk);
    for (const event of ['say', 'say', 'broken', 'unknown']) client.send(event);
    await eventually(() => expect(sdk.spans().filter(({ kind }) => kind === SpanKind.SERVER)).toHaveLength(3));
    const metrics = await sdk.collect();
    const values = (name: string, by?: string) =>
      Object.fromEntries(
        metrics.get(name)?.dataPoints.map(({ attributes, value }) => [by && attributes[by], value]) ?? [],
      );
    expect(values('portico.ws.connections', 'portico.ws.path')).toEqual({ [path]: 1 });
    expect(values('portico.ws.messages', 'portico.ws.outcome')).toEqual({ completed: 2, failed: 1 });
    expect(values('portico.ws.discarded', 'portico.ws.reason')).toMatchObject({ 'unknown-event': 1, overflow: 0 });
    expect(values('portico.ws.messages.running', 'portico.ws.path')).toEqual({ [path]: 0 });
    const durations = metrics.get('portico.ws.message.duration')?.dataPoints;
    expect(durations?.map(({ attributes }) => attributes['portico.ws.event']).sort()).toEqual(['broken', 'say']);
    expect(metrics.get('portico.ws.buffered')?.descriptor.unit).toBe('By');
  });

  it('are added up over servers with the same path, such as those of two applications', async () => {
    const sdk = startSdk();
    const first = await start(sdk);
    const second = await start(sdk);
    for (const client of [first, first, second]) client.send('say');
    await eventually(() => expect(sdk.spans().filter(({ kind }) => kind === SpanKind.SERVER)).toHaveLength(3));
    const metrics = await sdk.collect();
    const points = (name: string) =>
      metrics.get(name)?.dataPoints.map(({ attributes, value }) => ({ ...attributes, value }));
    expect(points('portico.ws.connections')).toEqual([{ 'portico.ws.path': path, value: 2 }]);
    expect(points('portico.ws.messages')).toEqual([
      { 'portico.ws.path': path, 'portico.ws.outcome': 'completed', value: 3 },
      { 'portico.ws.path': path, 'portico.ws.outcome': 'failed', value: 0 },
    ]);
  });
});
