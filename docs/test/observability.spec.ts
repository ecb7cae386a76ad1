import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { waitUntil } from '@portico/test-support';
import { Test } from '@portico/testing';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { AppModule } from '../examples/observability/app.module.js';
import { describeLoad } from '../examples/observability/count-clients.js';
import { logSlowMessages } from '../examples/observability/slow-messages.js';

it('observes as the page says', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  provider.register();
  const lines: string[] = [];
  const stop = logSlowMessages(0, (line) => lines.push(line));
  onTestFinished(async () => {
    stop();
    await provider.shutdown();
    for (const api of [trace, context, propagation]) api.disable();
  });
  const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(new WsAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const { port } = app.getHttpServer().address() as AddressInfo;

  await fetch(`http://127.0.0.1:${port}/rooms/7`);
  const client = new WebSocket(`ws://127.0.0.1:${port}/chat`);
  onTestFinished(() => client.terminate());
  await once(client, 'open');
  client.send('{"event":"say","data":"hello"}');
  await once(client, 'message');

  await waitUntil(() => exporter.getFinishedSpans().length === 2);
  expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['GET /rooms/:id', 'WS /chat say']);
  expect(lines).toEqual([expect.stringMatching(/^ChatGateway\.say\(\) took \d+ ms and completed$/)]);
  expect(describeLoad()).toEqual([
    'ChatGateway at /chat: 1 clients, 0 messages running, 0 queued, 0 bytes not yet read',
  ]);
});
