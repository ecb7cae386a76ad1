import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect as createConnection } from 'node:net';
import cookie from '@fastify/cookie';
import { type ExecutionContext, type INestApplication, UseGuards } from '@portico/common';
import { startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@portico/platform-fastify';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { WsAdapter } from './index.js';
import { frames, startApplication } from './test-application.fixture.js';

it('refuses forged handshakes with a status while others are checked, and accepts an honest client', async () => {
  let settle: () => void = () => undefined;
  const checked = new Promise<void>((resolve) => {
    settle = resolve;
  });
  @WebSocketGateway({ origins: () => checked.then(() => true) })
  class Checked {
    @SubscribeMessage('ping')
    ping() {
      return { event: 'pong', data: 1 };
    }
  }
  const { port, connect } = await startApplication([Checked]);
  const upgrade = (...headers: string[]) =>
    ['GET / HTTP/1.1', 'Host: localhost', 'Connection: Upgrade', 'Upgrade: websocket', ...headers, '', ''].join('\r\n');
  const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
  const VERSION = 'Sec-WebSocket-Version: 13';
  const open = async (text: string) => {
    const socket = createConnection(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.setEncoding('latin1').on('error', () => undefined);
    let received = '';
    socket.on('data', (chunk: string) => {
      received += chunk;
    });
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await once(socket, 'connect');
    socket.write(text);
    return { socket, answer: () => closed.then(() => received.split('\r\n')[0]) };
  };
  const noKey = await open(upgrade(VERSION));
  const wrongKey = await open(upgrade(VERSION, 'Sec-WebSocket-Key: short'));
  const wrongVersion = await open(upgrade(KEY, 'Sec-WebSocket-Version: 7'));
  const talkative = await open(upgrade(KEY, VERSION) + 'x'.repeat(200_000));
  const resetting = await open(upgrade(KEY, VERSION));
  const honest = connect();
  // The client sends more than a handshake before it is accepted.
  expect(await talkative.answer()).toBe('');
  resetting.socket.resetAndDestroy();
  settle();
  expect(await noKey.answer()).toBe('HTTP/1.1 400 Bad Request');
  expect(await wrongKey.answer()).toBe('HTTP/1.1 400 Bad Request');
  expect(await wrongVersion.answer()).toBe('HTTP/1.1 400 Bad Request');
  const client = await honest;
  client.send('{"event":"ping"}');
  expect(await frames(client, 1)).toEqual(['{"event":"pong","data":1}']);
});

it('handles messages that a client sends before its handshake has completed', async () => {
  @WebSocketGateway({ origins: () => new Promise<boolean>((resolve) => setImmediate(resolve, true)) })
  class Checked {
    @SubscribeMessage('ping')
    ping() {
      return { event: 'pong', data: 1 };
    }
  }
  const { port } = await startApplication([Checked]);
  const socket = createConnection(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  const message = Buffer.from('{"event":"ping"}');
  // A masked text frame with a mask of zeros.
  const frame = Buffer.concat([Buffer.from([0x81, 0x80 | message.length, 0, 0, 0, 0]), message]);
  const head =
    'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
  socket.write(Buffer.concat([Buffer.from(head), frame]));
  socket.write(frame);
  let received = '';
  for await (const chunk of socket) {
    received += chunk;
    if (received.split('"pong"').length > 2) break;
  }
  expect(received).toContain('101 Switching Protocols');
});

it.each([
  ['Express', 1, () => new ExpressAdapter(express().set('trust proxy', 1))],
  ['Fastify', 1, () => new FastifyAdapter({ trustProxy: (_address, hop) => hop < 1 })],
  ['Fastify with a list', 1, () => new FastifyAdapter({ trustProxy: 'loopback, 10.0.0.1' })],
  ['Express without trust', 0, () => new ExpressAdapter()],
  ['Fastify without trust', 0, () => new FastifyAdapter()],
])(
  'counts clients by the address that %s determines behind its proxies',
  async (_platform, trusts, createHttpAdapter) => {
    const addresses: unknown[] = [];
    @WebSocketGateway({ maxClientsPerAddress: 1 })
    class Counted {
      @UseGuards({
        canActivate: (context: ExecutionContext) => addresses.push(context.switchToHttp().getRequest().ip) > 0,
      })
      handleConnection() {}
    }
    const { port } = await startGateways({
      providers: [Counted],
      httpAdapter: createHttpAdapter(),
      createAdapter: (app) => new WsAdapter(app),
    });
    const connectAs = async (address: string) => {
      const client = new WebSocket(`ws://127.0.0.1:${port}/`, {
        headers: { 'X-Forwarded-For': `6.6.6.6, ${address}` },
      });
      onTestFinished(() => client.terminate());
      const [opened, failed] = [once(client, 'open').then(() => 101), once(client, 'unexpected-response')];
      return Promise.race([opened, failed.then(([, response]) => (response as IncomingMessage).statusCode)]);
    };
    expect(await connectAs('203.0.113.1')).toBe(101);
    expect(await connectAs('203.0.113.2')).toBe(trusts ? 101 : 429);
    expect(await connectAs('203.0.113.1')).toBe(429);
    expect(addresses).toEqual(trusts ? ['203.0.113.1', '203.0.113.2'] : ['127.0.0.1']);
  },
);

const session = () => (_request: unknown, _response: unknown, next: () => void) => next();
it.each([
  [
    'express-session',
    () => new ExpressAdapter(),
    (app: INestApplication) => app.use(Object.defineProperty(session(), 'name', { value: 'session' })),
    1,
  ],
  ['other middleware', () => new ExpressAdapter(), (app: INestApplication) => app.use(session()), 0],
  [
    '@fastify/cookie',
    () => new FastifyAdapter(),
    (app: INestApplication) => void (app as NestFastifyApplication).register(cookie),
    1,
  ],
  ['no plugin', () => new FastifyAdapter(), () => undefined, 0],
])(
  'warns about gateways that pages of all sites can use with cookies: %s',
  async (_what, createHttpAdapter, configure, count) => {
    @WebSocketGateway()
    class Open {}
    const { logger } = await startGateways({
      providers: [Open],
      httpAdapter: createHttpAdapter(),
      createAdapter: (app) => new WsAdapter(app),
      configure,
    });
    expect(logger.warnings.filter((line) => line.includes('PORTICO_WS_ORIGINS'))).toHaveLength(count);
  },
);
