import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { INestApplication, WebSocketAdapter } from '@portico/common';
import { connectWs, describeWebSocketPlatform } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { Test } from '@portico/testing';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { ConfiguredIoAdapter } from '../examples/adapters/configured-io-adapter.js';
import { FasterWsAdapter } from '../examples/adapters/faster-ws-adapter.js';
import { limitedAdapter } from '../examples/adapters/limits.js';
import { binaryAdapter, listAdapter } from '../examples/adapters/message-parser.js';
import { SharingWsAdapter } from '../examples/adapters/sharing-ws-adapter.js';
import { UsersGateway } from '../examples/adapters/users.gateway.js';
import { MembersGateway } from '../examples/adapters/verify-client.js';
import { EventsGateway } from '../examples/gateways/events.gateway.js';
import { runExample } from './run-example.js';

// #region conformance
describeWebSocketPlatform({
  name: 'with the optional members',
  createAdapter: (app) => new FasterWsAdapter(app),
  createHttpAdapter: () => new ExpressAdapter(),
  connect: connectWs,
  capabilities: {
    sharedServer: true,
    paths: true,
    pathParameters: true,
    disconnects: true,
    drains: true,
    unsendableReplies: true,
    discardedMessages: true,
    objectPatterns: true,
    portErrors: true,
    acknowledgements: 'ws has no acknowledgements',
    namespaces: 'ws has no namespaces',
  },
});
// #endregion

describeWebSocketPlatform({
  name: 'by the contract alone',
  createAdapter: (app) => new SharingWsAdapter(app),
  createHttpAdapter: () => new ExpressAdapter(),
  connect: connectWs,
  capabilities: {
    sharedServer: true,
    paths: true,
    pathParameters: true,
    disconnects: true,
    drains: true,
    unsendableReplies: true,
    discardedMessages: 'it lets no client go that sends too early too much',
    objectPatterns: 'it compares patterns with ===',
    portErrors: 'it does not say when it listens',
    acknowledgements: 'ws has no acknowledgements',
    namespaces: 'ws has no namespaces',
  },
});

async function serve(gateway: new () => object, adapterOf: (app: INestApplication) => WebSocketAdapter) {
  const testing = await Test.createTestingModule({ providers: [gateway] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(adapterOf(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  return `127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

async function connect(address: string): Promise<WebSocket> {
  const client = new WebSocket(`ws://${address}/users`);
  await once(client, 'open');
  return client;
}

async function frame(client: WebSocket): Promise<unknown> {
  const [data] = await once(client, 'message');
  return JSON.parse(String(data));
}

it('serves native WebSockets at a path, and sends to all other clients', async () => {
  const address = (await runExample('adapters/native-websockets.ts')).replace('http://', '');
  const [ana, bea] = [await connect(address), await connect(address)];
  onTestFinished(() => {
    ana.close();
    bea.close();
  });
  const heard = frame(bea);
  ana.send(JSON.stringify({ event: 'shout', data: 'hear, hear' }));
  expect(await heard).toEqual({ event: 'heard', data: 'hear, hear' });
  ana.send(JSON.stringify({ event: 'hello', data: 'Ada' }));
  expect(await frame(ana)).toEqual({ event: 'greeting', data: 'Hello Ada' });
});

it('serves gateways on two adapters of one port', async () => {
  const { host, port } = new URL(await runExample('adapters/several-adapters.ts'));
  const socket = io(`http://localhost:${port}`, { transports: ['websocket'] });
  onTestFinished(() => void socket.disconnect());
  const next = (event: string) => new Promise((resolve) => socket.once(event, resolve));
  const counted = next('count');
  socket.emit('score', 3);
  expect(await counted).toBe(1);
  const plain = new WebSocket(`ws://localhost:${port}`);
  onTestFinished(() => plain.terminate());
  await once(plain, 'open');
  plain.send(JSON.stringify({ event: 'score', data: 4 }));
  expect(await frame(plain)).toEqual({ event: 'count', data: 2 });
  const both = [next('news'), frame(plain)];
  await fetch(`http://${host}/news`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ text: 'a record' }),
  });
  expect(await Promise.all(both)).toEqual(['a record', { event: 'news', data: 'a record' }]);
});

describe('message parsers', () => {
  it('reads lists', async () => {
    const client = await connect(await serve(UsersGateway, listAdapter));
    client.send('["hello", "Ada"]');
    expect(await frame(client)).toEqual({ event: 'greeting', data: 'Hello Ada' });
  });

  it('reads bytes, ignores text, and continues after an unknown byte', async () => {
    const client = await connect(await serve(UsersGateway, binaryAdapter));
    client.send('["hello", "text"]');
    client.send(Buffer.from('\x09what'));
    client.send(Buffer.from('\x00Ada'));
    expect(await frame(client)).toEqual({ event: 'greeting', data: 'Hello Ada' });
  });
});

it('counts messages that reach no handler', async () => {
  const reasons: string[] = [];
  const client = await connect(
    await serve(UsersGateway, (app) => limitedAdapter(app, (reason) => reasons.push(reason))),
  );
  for (const text of ['garbage', '{"event":"nobody"}', '{"event":"hello","data":"Ada"}']) client.send(text);
  await frame(client);
  expect(reasons).toEqual(['malformed', 'unknown-event']);
});

it('disconnects a client that sends more than the limit of its gateway', async () => {
  const client = await connect(await serve(UsersGateway, (app) => new WsAdapter(app)));
  client.send('x'.repeat(64 * 1024 + 1));
  const [code] = await once(client, 'close');
  expect(code).toBe(1009);
});

it('supports an asynchronous verifyClient', async () => {
  const address = await serve(MembersGateway, (app) => new WsAdapter(app));
  const stranger = new WebSocket(`ws://${address}`);
  const [error] = await once(stranger, 'error');
  expect((error as Error).message).toContain('401');
  const member = new WebSocket(`ws://${address}`, { headers: { authorization: 'secret' } });
  onTestFinished(() => member.close());
  await once(member, 'open');
  member.send('{"event":"echo","data":"hello"}');
  expect(await frame(member)).toEqual({ event: 'echo', data: 'hello' });
});

it('configures all socket.io servers', async () => {
  const address = await serve(EventsGateway, (app) => new ConfiguredIoAdapter(app));
  const socket = io(`http://${address}`, { forceNew: true, auth: { token: 'x' } });
  const stranger = io(`http://${address}`, { forceNew: true });
  onTestFinished(() => {
    socket.close();
    stranger.close();
  });
  const refused = new Promise<string>((found) => stranger.on('connect_error', (error) => found(error.message)));
  expect(await socket.timeout(5_000).emitWithAck('events', 'hello')).toBe('hello');
  expect(await refused).toBe('Who are you?');
});
