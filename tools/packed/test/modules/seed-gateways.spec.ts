import { once } from 'node:events';
import { freePort, type RunningRedis, requireBinary, startRedis, waitUntil } from '@portico/test-support';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { describeApplication, type RunningApplication } from './application.fixture.js';

const sockets: { close(): void }[] = [];
let redis: RunningRedis | undefined;
let port = 0;

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => redis?.stop());

async function connectIo(url: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], forceNew: true });
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return socket;
}

async function connectWs(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  sockets.push(socket);
  await once(socket, 'open');
  return socket;
}

/** Collects a number of messages. */
function messages(socket: WebSocket, count: number): Promise<unknown[]> {
  const collected: unknown[] = [];
  return new Promise((resolve) => {
    socket.on('message', (data) => {
      collected.push(JSON.parse(String(data)));
      if (collected.length === count) resolve(collected);
    });
  });
}

const socketIoTests = (application: () => RunningApplication): void => {
  it('acknowledges, however a handler receives its arguments', async () => {
    const socket = await connectIo(application().url);
    expect(await socket.emitWithAck('events', { name: 'Nest' })).toEqual({ name: 'Nest' });
    expect(await socket.emitWithAck('id', { id: 7 })).toBe(7);
    expect(await socket.emitWithAck('undecorated', 'data')).toBe('data');
    expect(await socket.emitWithAck('ack', 'data')).toEqual({ status: 'received', data: 'data' });
    const greeting = new Promise((resolve) => socket.once('greeting', resolve));
    expect(await socket.emitWithAck('connected', 'hello')).toBe('hello');
    expect(await greeting).toBe('hello');
  });

  it('replies with events, and several of a stream', async () => {
    const socket = await connectIo(application().url);
    const seen: unknown[] = [];
    socket.on('events', (data) => seen.push(data));
    socket.emit('response', 'first');
    await waitUntil(() => seen.length === 1);
    socket.emit('stream');
    await waitUntil(() => seen.length === 4);
    expect(seen).toEqual(['first', 1, 2, 3]);
  });

  it('supports the server, namespaces and lifecycle hooks', async () => {
    const socket = await connectIo(application().url);
    const seen = (await socket.emitWithAck('seen')) as string[];
    expect(seen.slice(0, 2)).toEqual(['init', 'connected']);
    const namespaced = await connectIo(`${application().url}/my-namespace`);
    expect(await namespaced.emitWithAck('name')).toBe('/my-namespace');
    const before = seen.filter((event) => event === 'disconnected').length;
    namespaced.close();
    const other = await connectIo(application().url);
    other.close();
    await waitUntil(async () => {
      const now = (await socket.emitWithAck('seen')) as string[];
      return now.filter((event) => event === 'disconnected').length > before;
    });
  });

  it('sends to all clients', async () => {
    const [one, two] = [await connectIo(application().url), await connectIo(application().url)];
    const received = Promise.all(
      [one, two].map((socket) => new Promise((resolve) => socket.once('broadcast', resolve))),
    );
    one.emit('broadcast', 'news');
    expect(await received).toEqual(['news', 'news']);
  });
};

describeApplication('seed/gateways', socketIoTests, { args: ['socket.io'] });

const redisServer = requireBinary('redis-server');
if (redisServer !== undefined) {
  describeApplication('seed/gateways', socketIoTests, {
    args: ['redis'],
    async prepare() {
      redis ??= await startRedis(redisServer);
      return { REDIS_PORT: String(redis.port) };
    },
  });
}

describeApplication(
  'seed/gateways',
  (application) => {
    it('reads messages with its parser on its own path', async () => {
      const socket = await connectWs(`${application().url.replace('http', 'ws')}/users`);
      const answer = messages(socket, 1);
      socket.send(JSON.stringify(['events', { name: 'Nest' }]));
      expect(await answer).toEqual([{ event: 'events', data: { name: 'Nest' } }]);
    });
  },
  { args: ['ws'] },
);

describeApplication(
  'seed/gateways',
  (application) => {
    it('runs the documented adapter unchanged', async () => {
      expect(application().url).toContain('http');
      const socket = await connectWs(`ws://127.0.0.1:${port}`);
      const answers = messages(socket, 4);
      socket.send(JSON.stringify({ event: 'events', data: 'hello' }));
      socket.send(JSON.stringify({ event: 'unknown', data: 'nothing' }));
      socket.send(JSON.stringify({ event: 'stream' }));
      expect(await answers).toEqual(['hello', 1, 2, 3].map((data) => ({ event: 'events', data })));
    });
  },
  {
    args: ['custom'],
    async prepare() {
      port = await freePort();
      return { GATEWAY_PORT: String(port) };
    },
  },
);
