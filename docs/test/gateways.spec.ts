import type { AddressInfo } from 'node:net';
import type { Type } from '@portico/common';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { freePort, waitUntil, withTimeout } from '@portico/test-support';
import { Test } from '@portico/testing';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { AuthenticateModule, Sessions } from '../examples/gateways/authenticate.js';
import { ChatGateway, ChatModule, Moderation, Users } from '../examples/gateways/chat.gateway.js';
import { talk } from '../examples/gateways/client.js';
import { ChatModule as ConfiguredModule } from '../examples/gateways/configured.js';
import { EventsModule } from '../examples/gateways/events.module.js';
import { ExpiryModule } from '../examples/gateways/expiry.js';
import { FeedModule } from '../examples/gateways/feed.gateway.js';
import { MessageRateModule } from '../examples/gateways/message-rate.js';
import { OrderlyModule } from '../examples/gateways/orderly.gateway.js';
import { OrdersModule } from '../examples/gateways/orders.gateway.js';
import { OriginsModule } from '../examples/gateways/origins.js';
import { PathsModule } from '../examples/gateways/paths.js';
import { PerClientModule } from '../examples/gateways/per-client.js';
import { PerMessageModule } from '../examples/gateways/per-message.js';
import { PlainModule } from '../examples/gateways/plain-functions.js';
import { ValidationModule } from '../examples/gateways/validation.js';
import { runExample } from './run-example.js';

async function serve(module: Type<unknown>) {
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  return { app, url: `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}` };
}

async function connect(url: string, options: Partial<ManagerOptions & SocketOptions> = {}): Promise<Socket> {
  const socket = io(url, { forceNew: true, ...options });
  onTestFinished(() => {
    socket.close();
  });
  await withTimeout(new Promise<void>((done) => socket.once('connect', done)), 'connection', 5_000);
  return socket;
}

const ask = (socket: Socket, event: string, ...data: unknown[]) => socket.timeout(5_000).emitWithAck(event, ...data);
const next = (socket: Socket, event: string) =>
  withTimeout(new Promise<unknown>((found) => socket.once(event, found)), event, 5_000);

describe('the events of a gateway', () => {
  it('have the replies of the page', async () => {
    const { url } = await serve(EventsModule);
    const socket = await connect(url);
    expect(await ask(socket, 'events', 'hello')).toBe('hello');
    expect(await ask(socket, 'order', { id: '42' })).toEqual({ id: 42 });
    expect(await ask(socket, 'plain', 'hello')).toBe(`${socket.id} said hello`);
    expect(await ask(socket, 'upload', 'a.txt')).toEqual({ status: 'stored', name: 'a.txt' });
    const later = next(socket, 'later');
    socket.emit('later', 'now');
    expect(await later).toBe('NOW');
    const sum = next(socket, 'sum');
    socket.emit('{"cmd":"sum"}', [1, 2, 3]);
    expect(await sum).toBe(6);
  });

  it('reach a room', async () => {
    const { url } = await serve(EventsModule);
    const [ana, bea] = [await connect(url), await connect(url)];
    ana.emit('join', 'kitchen');
    await ask(ana, 'events', 'barrier');
    const joined = next(ana, 'joined');
    bea.emit('join', 'kitchen');
    expect(await joined).toBe(bea.id);
  });

  it('stream, and have no reply without a result', async () => {
    const { url } = await serve(EventsModule);
    const socket = await connect(url);
    const numbers: unknown[] = [];
    socket.on('number', (number) => numbers.push(number));
    socket.emit('numbers');
    await waitUntil(() => numbers.length === 3);
    expect(numbers).toEqual([1, 2, 3]);
    const tick = next(socket, 'tick');
    socket.emit('clock');
    expect(await tick).toBeTypeOf('number');
    const silence = vi.fn();
    socket.emit('note', 'remember', silence);
    await ask(socket, 'events', 'barrier');
    expect(silence).not.toHaveBeenCalled();
  });

  it('are received by the client of the page', async () => {
    const { url } = await serve(EventsModule);
    const heard = await talk(url);
    expect(heard).toEqual(['You asked: Is anybody there?', { name: 'Ada' }, { id: 42 }]);
  });

  it('may be bound without parameter decorators', async () => {
    const { url } = await serve(PlainModule);
    const socket = await connect(url);
    expect(await ask(socket, 'events', { name: 'Ada' })).toEqual({ name: 'Ada', from: socket.id });
  });
});

it('serves ports, paths, namespaces and patterns', async () => {
  const port = await freePort();
  vi.stubEnv('GATEWAY_PORT', String(port));
  const { AnnouncementsGateway, ServersModule } = await import('../examples/gateways/servers.js');
  vi.unstubAllEnvs();
  const { app, url } = await serve(ServersModule);
  const own = await connect(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  expect(await ask(own, 'ping')).toBe('pong');
  expect(await ask(await connect(url, { path: '/realtime' }), 'ping')).toBe('pong');
  expect(await ask(await connect(`${url}/room-7`), 'where')).toBe('/room-7');
  const news = await connect(`${url}/news`);
  const published = next(news, 'published');
  news.emit('publish', 'It rains');
  expect(await published).toBe('It rains');
  const announcement = next(await connect(url), 'announcement');
  app.get(AnnouncementsGateway, { strict: false }).announce('Tea is ready');
  expect(await announcement).toBe('Tea is ready');
});

it('refuses pages of other sites', async () => {
  const { url } = await serve(OriginsModule);
  const from = (origin: string) => ({ transports: ['websocket'], extraHeaders: { origin } });
  for (const origin of [url, 'https://app.example.com', 'https://pr-7.preview.example.com'])
    expect(await ask(await connect(url, from(origin)), 'balance')).toBe(100);
  const foreign = io(url, { forceNew: true, reconnection: false, ...from('https://evil.example') });
  onTestFinished(() => {
    foreign.close();
  });
  const refused = new Promise<Error>((done) => foreign.once('connect_error', done));
  expect(await withTimeout(refused, 'connect_error', 5_000)).toMatchObject({
    data: { status: 403, message: 'Origin not allowed' },
  });
});

it('delays the messages of a client that sends too many', async () => {
  const { url } = await serve(MessageRateModule);
  const socket = await connect(url, { path: '/draw' });
  let drawn = 0;
  for (let count = 0; count < 30; count += 1) socket.emit('draw', count, () => (drawn += 1));
  const startedAt = performance.now();
  await waitUntil(() => drawn === 30);
  expect(performance.now() - startedAt).toBeGreaterThan(450);
});

it('refuses the messages of a client that sends too many', async () => {
  const { url } = await serve(MessageRateModule);
  const [eager, calm] = [await connect(url), await connect(url)];
  const outcomes: string[] = [];
  eager.on('exception', ({ message }) => outcomes.push(message));
  for (let count = 0; count < 200; count += 1) eager.emit('paint', count, (reply: string) => outcomes.push(reply));
  await waitUntil(() => outcomes.length === 200);
  expect(outcomes.slice(0, 20)).toEqual(Array(20).fill('painted'));
  expect(outcomes).toContain('Too many messages');
  expect(await ask(calm, 'paint')).toBe('painted');
  await waitUntil(async () => (await Promise.race([ask(eager, 'paint'), next(eager, 'exception')])) === 'painted');
});

it('disconnects a client when its token expires', async () => {
  const { url } = await serve(ExpiryModule);
  const socket = await connect(url, { auth: { expires: Date.now() / 1_000 + 1 } });
  const ended = new Promise<string>((done) => socket.once('disconnect', done));
  expect(await ask(socket, 'ping')).toBe('pong');
  expect(await withTimeout(ended, 'the end of the session', 5_000)).toBe('io server disconnect');
});

it('authenticates a connection, and ends it when its session expires', async () => {
  const { app, url } = await serve(AuthenticateModule);
  const bearing = (authorization: string) => ({ transports: ['websocket'], extraHeaders: { authorization } });
  const unknown = io(url, { forceNew: true, reconnection: false, ...bearing('eve') });
  onTestFinished(() => {
    unknown.close();
  });
  const refused = new Promise<Error>((done) => unknown.once('connect_error', done));
  expect(await withTimeout(refused, 'connect_error', 5_000)).toMatchObject({
    data: { status: 401, message: 'Log in first' },
  });
  const sessions = app.get(Sessions, { strict: false });
  sessions.add('ada', { name: 'Ada', expires: new Date(Date.now() + 2_000) });
  const socket = await connect(url, bearing('ada'));
  const ended = new Promise<string>((done) => socket.once('disconnect', done));
  expect(await ask(socket, 'who am I')).toBe('Ada');
  expect(await withTimeout(ended, 'the end of the session', 5_000)).toBe('io server disconnect');
});

describe('hooks', () => {
  it('delay messages until handleConnection has completed, and closing until handleDisconnect has', async () => {
    const { app, url } = await serve(ChatModule);
    const socket = io(url, { forceNew: true, auth: { token: 'Ada' } });
    onTestFinished(() => {
      socket.close();
    });
    expect(await ask(socket, 'who am I')).toBe('Ada');
    const users = app.get(Users, { strict: false });
    await app.close();
    expect(users.left).toEqual(['Ada']);
    expect(app.get(Moderation, { strict: false }).watches).toBe(ChatGateway.name);
  });

  it('can run until the client disconnects', async () => {
    const { url } = await serve(FeedModule);
    const socket = await connect(url);
    const first = await next(socket, 'news');
    expect(await ask(socket, 'ping')).toBe('pong');
    expect(await next(socket, 'news')).toBeGreaterThan(first as number);
  });

  it('do not affect clients if they fail', async () => {
    const { url } = await serve(ChatModule);
    const nobody = await connect(url);
    expect(nobody.connected).toBe(true);
    const ada = await connect(url, { auth: { token: 'Ada' } });
    expect(await ask(ada, 'who am I')).toBe('Ada');
  });
});

describe('messages of one client', () => {
  it('are handled in order, even in generators, and are counted', async () => {
    const { url } = await serve(OrderlyModule);
    const socket = await connect(url, { transports: ['websocket'] });
    const appended = await Promise.all(['a', 'bc', 'd'].map((text) => ask(socket, 'append', text)));
    expect(appended).toEqual([{ length: 1 }, { length: 3 }, { length: 4 }]);
    const rows: unknown[] = [];
    socket.on('row', (row) => rows.push(row));
    socket.emit('history', { since: 7 });
    expect(await ask(socket, 'export')).toBe(1_000);
    expect(rows).toEqual([{ id: 7 }, { id: 8 }, { id: 9 }]);
    expect(await ask(socket, 'stats')).toMatchObject({ accepted: 6, completed: 5, running: 1, failed: 0, queued: 0 });
  });
});

describe('guards, pipes, interceptors and filters', () => {
  it('run for messages', async () => {
    const { url } = await serve(OrdersModule);
    const customer = await connect(url, { auth: { customer: 7 } });
    const failure = async (event: string, data?: unknown) => {
      const exception = next(customer, 'exception');
      customer.emit(event, data);
      return exception;
    };
    expect(await ask(customer, 'order', { item: 'tea', count: 2 })).toEqual({ ordered: 2 });
    expect(await failure('order', { item: 'tea' })).toEqual({
      status: 'error',
      message: 'An order has an item and a count.',
      cause: { pattern: 'order', data: { item: 'tea' } },
    });
    expect(await failure('pay')).toEqual({ status: 'error', message: 'Your card was refused.' });
    expect(await failure('break', 1)).toEqual({
      status: 'error',
      message: 'Internal server error',
      cause: { pattern: 'break', data: 1 },
    });
    const outOfStock = next(customer, 'out of stock');
    customer.emit('order', { item: 'unicorn', count: 1 });
    expect(await outOfStock).toEqual({ item: 'unicorn' });
    const me = next(customer, 'customer');
    customer.emit('me');
    expect(await me).toEqual({ name: 'Ada' });
    const stranger = await connect(url);
    const forbidden = next(stranger, 'exception');
    stranger.emit('order', {});
    expect(await forbidden).toMatchObject({ status: 'error', message: 'Forbidden resource' });
  });

  it('report invalid messages', async () => {
    const socket = await connect((await serve(ValidationModule)).url);
    expect(await ask(socket, 'order', { item: 'tea', count: 2 })).toEqual({ ordered: 2 });
    const exception = next(socket, 'exception');
    socket.emit('order', { item: 'tea', count: 'two' });
    expect(await exception).toMatchObject({ status: 'error', message: 'count must be an integer number' });
  });

  it('include those of the application if the option says so', async () => {
    const socket = await connect(await runExample('gateways/global-pipes.ts'));
    expect(await ask(socket, 'greet', { name: 'Ada' })).toBe('Hello Ada');
    const exception = next(socket, 'exception');
    socket.emit('greet', { name: 1 });
    expect(await exception).toMatchObject({ status: 'error' });
  });
});

it('creates request-scoped providers for each client', async () => {
  const { url } = await serve(PerClientModule);
  const [ana, bea] = [await connect(url), await connect(url)];
  expect(await ask(ana, 'next')).toBe(`message 1 of ${ana.id}`);
  expect(await ask(ana, 'next')).toBe(`message 2 of ${ana.id}`);
  expect(await ask(bea, 'next')).toBe(`message 1 of ${bea.id}`);
});

it('creates request-scoped providers for each message', async () => {
  const { url } = await serve(PerMessageModule);
  const socket = await connect(url);
  const traces = [await ask(socket, 'trace'), await ask(socket, 'trace')];
  for (const trace of traces) expect(trace).toMatch(new RegExp(`^[0-9a-f-]{36}: "trace" of ${socket.id}$`));
  expect(traces[0]).not.toBe(traces[1]);
});

describe('a path with parameters', () => {
  it('has a room for each value', async () => {
    const { url } = await serve(PathsModule);
    const [ana, bea, other] = await Promise.all(
      ['/rooms/caf%C3%A9', '/rooms/caf%C3%A9', '/rooms/bar'].map((path) =>
        connect(url, { path, query: { name: 'Ana' }, transports: ['websocket'] }),
      ),
    );
    const said = next(bea as Socket, 'said');
    const heard = vi.fn();
    other?.on('said', heard);
    ana?.emit('say', 'hello');
    expect(await said).toEqual({ from: 'Ana', text: 'hello' });
    const own = next(other as Socket, 'said');
    other?.emit('say', 'nobody here');
    await own;
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('is available in guards', async () => {
    const { url } = await serve(PathsModule);
    const refused = io(url, { path: '/offices/%73taff', forceNew: true, reconnection: false });
    onTestFinished(() => void refused.close());
    const error = await withTimeout(
      new Promise<Error & { data?: object }>((failed) => refused.once('connect_error', failed)),
      'refusal',
      5_000,
    );
    expect(error.data).toMatchObject({ status: 403 });
    await connect(url, { path: '/offices/staff', extraHeaders: { Authorization: 'staff' } });
    await connect(url, { path: '/offices/lobby' });
  });
});

it('configures a gateway and its adapter from providers', async () => {
  const testing = await Test.createTestingModule({ imports: [ConfiguredModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const socket = await connect(url, { path: '/chat', transports: ['websocket'] });
  expect(await ask(socket, 'ping')).toBe('pong');
  const left = withTimeout(new Promise((gone) => socket.once('disconnect', gone)), 'disconnect', 5_000);
  socket.emit('ping', 'x'.repeat(64 * 1024));
  await left;
});
