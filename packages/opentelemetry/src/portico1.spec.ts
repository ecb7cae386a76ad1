import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createClient } from '@portico/client';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { MessageBody, portico1, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { OpenTelemetryModule } from './open-telemetry-module.js';
import { CALLER, eventually, startSdk } from './sdk.fixture.js';

interface ChatServer {
  messages: { say: { body: string; reply: string }; note: { body: string } };
  events: { noted: string };
}

@WebSocketGateway()
class ChatGateway {
  @SubscribeMessage('say') say(@MessageBody() text: string) {
    return text;
  }
  @SubscribeMessage('note') note() {}
}

@Module({ imports: [OpenTelemetryModule.forRoot()], providers: [ChatGateway] })
class AppModule {}

async function start(): Promise<string> {
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false, abortOnError: false });
  onTestFinished(() => app.close());
  app.useWebSocketAdapter(new WsAdapter(app, { codecs: [portico1()] }));
  await app.listen(0, '127.0.0.1');
  return `ws://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

it('messages of @portico/client continue the trace of the client, even if they wait for the connection', async () => {
  const sdk = startSdk();
  const client = createClient<ChatServer>(await start(), { WebSocket, traceparent: () => CALLER.header });
  onTestFinished(() => client.close());
  client.emit('note', 'hello');
  expect(await client.request('say', 'hello')).toBe('hello');
  expect(await client.request('say', 'again')).toBe('again');
  await eventually(() => expect(sdk.spans()).toHaveLength(3));
  expect(sdk.spans().map(({ name }) => name)).toEqual(['WS / note', 'WS / say', 'WS / say']);
  for (const { parentSpanContext } of sdk.spans()) {
    expect(parentSpanContext).toMatchObject({ traceId: CALLER.traceId, spanId: CALLER.spanId });
  }
});

it.each([['not a span'], [7], [{}], [null], ['0'.repeat(100_000)]])(
  'a message is handled whatever its traceparent is: %.20s',
  async (traceparent) => {
    const sdk = startSdk();
    const socket = new WebSocket(await start(), 'portico.1');
    onTestFinished(() => socket.terminate());
    const frames: unknown[] = [];
    socket.on('message', (frame) => frames.push(JSON.parse(frame.toString())));
    await once(socket, 'open');
    socket.send(JSON.stringify({ event: 'say', data: 'hello', id: 1, traceparent }));
    await eventually(() => expect(frames).toContainEqual({ id: 1, data: 'hello' }));
    await eventually(() => expect(sdk.spans()).toHaveLength(1));
    expect(sdk.spans()[0]?.parentSpanContext).toBeUndefined();
  },
);
