import type { Server } from 'node:http';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { Controller, Get, type INestApplication, Module, NotFoundException, Param } from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OpenTelemetryModule } from './open-telemetry-module.js';
import type { OpenTelemetryOptions } from './options.js';
import { CALLER, eventually, type Sdk, startSdk } from './sdk.fixture.js';

@Controller('rooms')
class RoomsController {
  @Get(':id') async find(@Param('id') id: string) {
    await new Promise(setImmediate);
    return trace.getTracer('test').startActiveSpan('query', (span) => {
      span.end();
      return { id };
    });
  }
  @Get(':id/missing') missing() {
    throw new NotFoundException('no such room');
  }
  @Get(':id/broken') async broken() {
    await new Promise(setImmediate);
    throw new Error('connection refused');
  }
  @Get(':id/never') never() {
    return new Promise(() => undefined);
  }
}

const PLATFORMS: [string, () => AbstractHttpAdapter][] = [
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
];

interface Started {
  readonly app: INestApplication;
  readonly url: string;
}

async function create(
  sdk: Sdk,
  adapter: AbstractHttpAdapter,
  options: OpenTelemetryOptions = {},
): Promise<INestApplication> {
  const { tracerProvider, meterProvider } = sdk;
  @Module({
    imports: [OpenTelemetryModule.forRoot({ tracerProvider, meterProvider, ...options })],
    controllers: [RoomsController],
  })
  class AppModule {}
  const app = await NestFactory.create(AppModule, adapter, { logger: false, abortOnError: false });
  onTestFinished(() => app.close());
  return app;
}

async function start(sdk: Sdk, adapter: AbstractHttpAdapter, options?: OpenTelemetryOptions): Promise<Started> {
  const app = await create(sdk, adapter, options);
  await app.listen(0, '127.0.0.1');
  return { app, url: urlOf(app.getHttpServer()) };
}

/** The server listens on a port. */
function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function activeRequests(sdk: Sdk): Promise<unknown> {
  return (await sdk.collect()).get('http.server.active_requests')?.dataPoints[0]?.value;
}

describe.each(PLATFORMS)('requests on %s', (_name, createAdapter) => {
  it('have a span named after the route, between those of the caller and of the handler', async () => {
    const sdk = startSdk();
    const { url } = await start(sdk, createAdapter());
    await fetch(`${url}/rooms/7?token=secret`, { headers: { traceparent: CALLER.header } });
    await eventually(() => expect(sdk.spans()).toHaveLength(2));
    const [query, request] = sdk.spans();
    expect(request).toMatchObject({
      name: 'GET /rooms/:id',
      kind: SpanKind.SERVER,
      parentSpanContext: { traceId: CALLER.traceId, spanId: CALLER.spanId },
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        'http.request.method': 'GET',
        'http.route': '/rooms/:id',
        'http.response.status_code': 200,
        'url.path': '/rooms/7',
        'url.scheme': 'http',
        'code.function.name': 'RoomsController.find',
      },
    });
    expect(query?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    expect(JSON.stringify(request?.attributes)).not.toContain('secret');
  });

  it.each([
    ['missing', 404, SpanStatusCode.UNSET, 'no such room'],
    ['broken', 500, SpanStatusCode.ERROR, 'connection refused'],
  ])('record their error: %s', async (path, status, code, message) => {
    const sdk = startSdk();
    const { url } = await start(sdk, createAdapter());
    expect((await fetch(`${url}/rooms/7/${path}`)).status).toBe(status);
    await eventually(() => expect(sdk.spans()).toHaveLength(1));
    expect(sdk.spans()[0]).toMatchObject({
      name: `GET /rooms/:id/${path}`,
      status: { code },
      attributes: { 'http.response.status_code': status },
      events: [{ name: 'exception', attributes: { 'exception.message': message } }],
    });
  });

  it('have a span without the path if there is no route', async () => {
    const sdk = startSdk();
    const { url } = await start(sdk, createAdapter());
    await fetch(`${url}/nothing/1`);
    await eventually(() => expect(sdk.spans()).toHaveLength(1));
    expect(sdk.spans()[0]).toMatchObject({ name: 'GET', attributes: { 'http.response.status_code': 404 } });
    expect(sdk.spans()[0]?.attributes).not.toHaveProperty('http.route');
  });

  it('have no span without a route if the option says so', async () => {
    const sdk = startSdk();
    const { url } = await start(sdk, createAdapter(), { unroutedRequests: false });
    await fetch(`${url}/nothing/1`);
    await fetch(`${url}/rooms/7/missing`);
    await eventually(() => expect(sdk.spans()).toHaveLength(1));
    expect(sdk.spans()[0]?.name).toBe('GET /rooms/:id/missing');
  });

  it.each([
    ['its server', 0],
    ['a further server', 1],
  ])('end when the client of %s disconnects', async (_server, index) => {
    const sdk = startSdk();
    const app = await create(sdk, createAdapter());
    const servers: Server[] = await app.listen([
      { port: 0, host: '127.0.0.1' },
      { port: 0, host: '127.0.0.1' },
    ]);
    const controller = new AbortController();
    const leaving = fetch(`${urlOf(servers[index]!)}/rooms/7/never`, { signal: controller.signal }).catch(
      () => undefined,
    );
    await eventually(async () => expect(await activeRequests(sdk)).toBe(1));
    controller.abort();
    await leaving;
    await eventually(() => expect(sdk.spans()).toHaveLength(1));
    expect(sdk.spans()[0]?.attributes).toMatchObject({ 'error.type': 'client_disconnected' });
    expect(await activeRequests(sdk)).toBe(0);
  });

  it('are children of the span of another instrumentation', async () => {
    const sdk = startSdk();
    const { app, url } = await start(sdk, createAdapter(), { unroutedRequests: false });
    const server = app.getHttpServer();
    const emit = server.emit;
    server.emit = function (this: unknown, event: string, ...args: unknown[]) {
      if (event !== 'request') return emit.call(this, event, ...args);
      const outer = sdk.tracerProvider.getTracer('http').startSpan('outer', { kind: SpanKind.SERVER });
      return context.with(trace.setSpan(context.active(), outer), () => {
        emit.call(this, event, ...args);
        outer.end();
      });
    };
    await fetch(`${url}/rooms/7/missing`);
    await eventually(() => expect(sdk.spans()).toHaveLength(2));
    const [outer, inner] = sdk.spans();
    expect(inner).toMatchObject({ name: 'GET /rooms/:id/missing', kind: SpanKind.INTERNAL });
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  });

  it('are counted and measured by route and status', async () => {
    const sdk = startSdk();
    const { url } = await start(sdk, createAdapter());
    for (const path of ['/rooms/1', '/rooms/2', '/rooms/3/broken', '/nothing/1', '/nothing/2']) await fetch(url + path);
    await eventually(() => expect(sdk.spans().filter(({ kind }) => kind === SpanKind.SERVER)).toHaveLength(5));
    const metric = (await sdk.collect()).get('http.server.request.duration');
    const counts = metric?.dataPoints.map(({ attributes, value }) => [
      attributes['http.route'],
      attributes['http.response.status_code'],
      (value as { count: number }).count,
    ]);
    expect(counts).toEqual([
      ['/rooms/:id', 200, 2],
      ['/rooms/:id/broken', 500, 1],
      [undefined, 404, 2],
    ]);
  });
});

it('end when the client of HTTP/2 disconnects', async () => {
  const sdk = startSdk();
  const { url } = await start(sdk, new FastifyAdapter({ http2: true }));
  const session = connect(url);
  onTestFinished(() => session.destroy());
  const request = session.request({ ':path': '/rooms/7/never' });
  await eventually(async () => expect(await activeRequests(sdk)).toBe(1));
  request.close();
  await eventually(() => expect(sdk.spans()).toHaveLength(1));
  expect(sdk.spans()[0]?.attributes).toMatchObject({ 'error.type': 'client_disconnected' });
  expect(await activeRequests(sdk)).toBe(0);
});

it('of HTTP/2 have a span without a route, too', async () => {
  const sdk = startSdk();
  const { url } = await start(sdk, new FastifyAdapter({ http2: true }));
  const session = connect(url);
  onTestFinished(() => session.destroy());
  for (const path of ['/nothing/1', '/rooms/7']) {
    await new Promise((resolve) => session.request({ ':path': path }).resume().once('close', resolve));
  }
  // One of them has the span of its handler below it.
  await eventually(() => expect(sdk.spans()).toHaveLength(3));
  expect(sdk.spans().find(({ name }) => name === 'GET')?.attributes).toMatchObject({
    'http.response.status_code': 404,
    'network.protocol.version': '2.0',
    'url.scheme': 'http',
    'client.address': '127.0.0.1',
  });
  expect(await activeRequests(sdk)).toBe(0);
});

it.each(PLATFORMS)('of additional servers have a span without a route, too, on %s', async (_name, createAdapter) => {
  const sdk = startSdk();
  const app = await create(sdk, createAdapter());
  const servers: Server[] = await app.listen([
    { port: 0, host: '127.0.0.1' },
    { port: 0, host: '127.0.0.1' },
  ]);
  for (const server of servers) {
    for (const path of ['/nothing/1', '/rooms/7/missing']) await (await fetch(urlOf(server) + path)).text();
  }
  await eventually(() => expect(sdk.spans()).toHaveLength(4));
  expect(sdk.spans().map(({ name }) => name)).toEqual([
    'GET',
    'GET /rooms/:id/missing',
    'GET',
    'GET /rooms/:id/missing',
  ]);
  expect(await activeRequests(sdk)).toBe(0);
});

it('two applications of one process are observed once, until the last one has closed', async () => {
  const { tracingChannel } = await import('node:diagnostics_channel');
  const channel = tracingChannel('portico:http:request');
  const sdk = startSdk();
  const first = await start(sdk, new ExpressAdapter());
  const second = await start(sdk, new FastifyAdapter());
  await fetch(`${first.url}/rooms/7/missing`);
  await fetch(`${second.url}/rooms/7/missing`);
  await eventually(() => expect(sdk.spans()).toHaveLength(2));
  await first.app.close();
  await fetch(`${second.url}/nothing`);
  await eventually(() => expect(sdk.spans()).toHaveLength(3));
  expect(channel.hasSubscribers).toBe(true);
  await second.app.close();
  expect(channel.hasSubscribers).toBe(false);
  const durations = (await sdk.collect()).get('portico.lifecycle.duration');
  const steps = durations?.dataPoints.map(({ attributes }) => attributes['portico.lifecycle.step']);
  expect(steps).toEqual(expect.arrayContaining(['start', 'close']));
});
