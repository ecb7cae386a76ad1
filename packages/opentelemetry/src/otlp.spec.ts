import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Controller, Get, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { expect, it, onTestFinished } from 'vitest';
import { OpenTelemetryModule } from './open-telemetry-module.js';
import { eventually, startSdk } from './sdk.fixture.js';

interface ExportedSpans {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly spans: readonly { readonly name: string }[];
    }[];
  }[];
}

@Controller('cats')
class CatsController {
  @Get(':id') find() {
    return 'a cat';
  }
}

@Module({ imports: [OpenTelemetryModule.forRoot()], controllers: [CatsController] })
class AppModule {}

/** A collector that keeps received spans. */
async function startCollector(): Promise<{ url: string; received: ExportedSpans[] }> {
  const received: ExportedSpans[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`, received };
}

it('spans are sent to a collector over OTLP with the global providers', async () => {
  const { url, received } = await startCollector();
  startSdk(new OTLPTraceExporter({ url }));
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false, abortOnError: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/cats/1`)).text()).toBe('a cat');
  await eventually(() => expect(received).toHaveLength(1));
  const scope = received[0]?.resourceSpans[0]?.scopeSpans[0];
  expect(scope?.scope.name).toBe('@portico/opentelemetry');
  expect(scope?.spans.map(({ name }) => name)).toEqual(['GET /cats/:id']);
});

it('the application works without an SDK', async () => {
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false, abortOnError: false });
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/cats/1`)).text()).toBe('a cat');
});
