import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { ScriptedServer } from '@portico/conformance';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type AnyContract, type Client, type ClientOptions, createClient, type SocketLike } from './index.js';

async function start(options: ClientOptions = {}) {
  const server = await ScriptedServer.start();
  onTestFinished(() => server.close());
  const client = createClient(server.url, { WebSocket, reconnect: { minDelayMs: 1 }, ...options });
  onTestFinished(() => client.close());
  return { server, client };
}

function untilOpen({ status }: Pick<Client<AnyContract>, 'status'>): Promise<void> {
  return new Promise((resolve) => {
    status.subscribe((value) => {
      if (value === 'open') resolve();
    });
  });
}

it('sends the reply of a listener only on the connection of the request', async () => {
  const { server, client } = await start();
  const first = (await server.connection()).begin();
  const replies: ((value: unknown) => void)[] = [];
  client.on('ask', () => new Promise((resolve) => replies.push(resolve)));
  first.send({ event: 'ask', id: 1 }).send({ event: 'ask', id: 2 });
  await vi.waitFor(() => expect(replies).toHaveLength(2));
  first.socket.terminate();
  await vi.waitFor(() => expect(client.status.value).toBe('connecting'));
  // ws throws if a frame is sent now: an unhandled rejection would fail this test.
  replies[0]?.('while it connects');
  const second = await server.connection();
  replies[1]?.('before its session');
  await new Promise(setImmediate);
  second.begin();
  await vi.waitFor(() => expect(client.status.value).toBe('open'));
  client.emit('next');
  expect(await second.next()).toEqual({ event: 'next' });
});

it('stays connected if it is closed with a code that is not allowed', async () => {
  const { server, client } = await start();
  const connection = (await server.connection()).begin();
  await vi.waitFor(() => expect(client.status.value).toBe('open'));
  expect(() => client.close(1)).toThrow();
  expect(client.status.value).toBe('open');
  client.close();
  expect(client.status.value).toBe('closed');
  await vi.waitFor(() => expect(connection.isClosed).toBe(true));
});

/** The class of sockets of Node.js 22 while the server is not available. */
class UnreachableSocket implements SocketLike {
  readonly protocol = '';

  addEventListener(type: string, listener: (event: unknown) => void): void {
    if (type === 'error') queueMicrotask(() => listener({ type }));
  }

  send(): void {}

  close(): void {}
}

it('tries again after an attempt that is reported by an error only', async () => {
  let attempts = 0;
  const Socket = new Proxy(WebSocket, {
    construct: (_class, [url, protocols]) => {
      attempts += 1;
      return attempts < 3 ? new UnreachableSocket() : new WebSocket(url, protocols);
    },
  });
  const codes: number[] = [];
  const when = (code: number) => codes.push(code) > 0;
  const { server, client } = await start({ WebSocket: Socket, reconnect: { minDelayMs: 1, when } });
  const reply = client.request('ask');
  const connection = (await server.connection()).begin();
  connection.send({ id: (await connection.next()).id, data: 'reached' });
  expect(await reply).toBe('reached');
  expect(codes).toEqual([1006, 1006]);
});

it.each([
  { key: 'a b', offset: '1' },
  { key: 'a', offset: '1,2' },
  { key: 7, offset: {} },
])('offers no token that would prevent the connection: %o', async (session) => {
  const { server, client } = await start();
  const first = (await server.connection()).begin(session);
  await vi.waitFor(() => expect(client.status.value).toBe('open'));
  first.socket.terminate();
  const second = (await server.connection()).begin();
  expect(second.tokens.every((token) => /^resume\.[\w-]+\.[\w.-]+$/.test(token))).toBe(true);
});

/** Accepts connections, and never replies. */
async function startMuteServer() {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.resume())).listen(0, '127.0.0.1');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server, 'listening');
  // The type of `address()` depends on what the server listens on: here, a port.
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, sockets };
}

it('tries again if a server does not reply in time, and closes the connection', async () => {
  const { url, sockets } = await startMuteServer();
  const client = createClient(url, { WebSocket, reconnect: { minDelayMs: 1 }, connectTimeoutMs: 5 });
  onTestFinished(() => client.close());
  await vi.waitFor(() => expect(sockets.size).toBeGreaterThan(2));
  await vi.waitFor(() => expect([...sockets].filter(({ destroyed }) => destroyed).length).toBeGreaterThan(1));
});

it('tries again if no session begins in time', async () => {
  const { server, client } = await start({ connectTimeoutMs: 100 });
  const first = await server.connection();
  const second = (await server.connection()).begin();
  await vi.waitFor(() => expect(client.status.value).toBe('open'));
  await vi.waitFor(() => expect(first.isClosed).toBe(true));
  // The time limit ends when the session begins: this one begins and expires after it.
  await expect(client.request('ask', 1, { timeoutMs: 150 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  expect([client.status.value, second.isClosed]).toEqual(['open', false]);
});

it('does not wait with a minDelayMs of 0, however often it has tried', async () => {
  const delays = new Set<number | undefined>();
  let attempts = 0;
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, delay?: number) => {
    delays.add(delay);
    queueMicrotask(run);
  }) as typeof setTimeout);
  onTestFinished(() => spy.mockRestore());
  const client = createClient('ws://127.0.0.1', {
    WebSocket: UnreachableSocket,
    reconnect: { minDelayMs: 0, when: () => ++attempts < 2_000 },
    connectTimeoutMs: 0,
  });
  while (client.status.value !== 'closed') await new Promise(setImmediate);
  expect([...delays]).toEqual([0]);
});

it('waits longer each time if the server disconnects it right after its session has begun', async () => {
  const delays: number[] = [];
  const original = globalThis.setTimeout;
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, delay = 0) => {
    if (delay >= 10_000) delays.push(delay);
    return original(run, delay >= 10_000 ? 0 : delay);
  }) as typeof setTimeout);
  onTestFinished(() => spy.mockRestore());
  const reconnect = { minDelayMs: 20_000, maxDelayMs: 1_000_000, maxAttempts: 1 };
  const { server } = await start({ connectTimeoutMs: 0, reconnect });
  for (let count = 0; count < 5; count += 1) (await server.connection()).begin().socket.terminate();
  for (const [index, delay] of delays.entries()) expect(delay).toBeGreaterThanOrEqual(10_000 * 2 ** index);
  expect(delays.length).toBeGreaterThan(3);
  // A connection that lasts ends that.
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  onTestFinished(() => now.mockRestore());
  const { socket } = (await server.connection()).begin();
  const { length } = delays;
  // Its pong comes after the session has begun.
  socket.ping();
  await once(socket, 'pong');
  now.mockReturnValue(5_000);
  socket.terminate();
  await vi.waitFor(() => expect(delays.length).toBeGreaterThan(length));
  expect(delays[length]).toBeLessThanOrEqual(30_000);
});

describe('a client whose timers are late, as those of a suspended tab', () => {
  const LIMIT_MS = 50;

  /** Nothing runs for longer than the time limit, and what has arrived meanwhile is delivered after the timers. */
  function suspend(): void {
    const end = Date.now() + 3 * LIMIT_MS;
    while (Date.now() < end);
  }

  it('stays connected if the reply to its ping has arrived meanwhile', async () => {
    const { server, client } = await start({ heartbeatMs: LIMIT_MS });
    const connection = (await server.connection()).begin({ ping: true });
    expect(await connection.next()).toEqual({ ping: true });
    connection.send({ pong: true });
    suspend();
    expect(await connection.next()).toEqual({ ping: true });
    expect(client.status.value).toBe('open');
  });

  it('is connected if its session has arrived meanwhile', async () => {
    const { server, client } = await start({ connectTimeoutMs: LIMIT_MS });
    const connection = await server.connection();
    // Its pong comes after the client has opened its socket.
    connection.socket.ping();
    await once(connection.socket, 'pong');
    connection.begin();
    suspend();
    await untilOpen(client);
    client.emit('first');
    expect(await connection.next()).toEqual({ event: 'first' });
  });

  it('returns the reply to a request that has arrived meanwhile', async () => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    await untilOpen(client);
    const reply = client.request('save', 1, { timeoutMs: LIMIT_MS });
    const { id } = await connection.next();
    connection.send({ id, data: 'saved' });
    suspend();
    expect(await reply).toBe('saved');
  });
});

describe('the heartbeat', () => {
  /** Starts a client whose timers the test advances, and begins its session. */
  async function startPaused(session: object, options: ClientOptions = {}) {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { server, client } = await start(options);
    const connection = (await server.connection()).begin(session);
    await untilOpen(client);
    return { server, client, connection };
  }

  it('pings a server that has sent nothing, and reconnects if no reply comes', async () => {
    const codes: number[] = [];
    const when = (code: number) => codes.push(code) > 0;
    const { server, client, connection } = await startPaused({ ping: true }, { reconnect: { minDelayMs: 1, when } });
    const heard = () => new Promise((resolve) => client.on('heard', resolve));
    vi.advanceTimersByTime(30_000);
    expect(await connection.next()).toEqual({ ping: true });
    const first = heard();
    connection.send({ pong: true }).send({ event: 'heard' });
    await first;
    // The reply has come in time. An event is as good as a reply, and makes the next ping unnecessary.
    vi.advanceTimersByTime(39_999);
    const second = heard();
    connection.send({ event: 'heard' });
    await second;
    vi.advanceTimersByTime(1);
    expect(connection.rest).toEqual([]);
    vi.advanceTimersByTime(30_000);
    expect(await connection.next()).toEqual({ ping: true });
    vi.advanceTimersByTime(9_999);
    expect([client.status.value, codes]).toEqual(['open', []]);
    vi.advanceTimersByTime(1);
    expect([client.status.value, codes]).toEqual(['waiting', [1006]]);
    vi.advanceTimersByTime(2);
    (await server.connection()).begin();
    await untilOpen(client);
    await vi.waitFor(() => expect(connection.isClosed).toBe(true));
  });

  it('reconnects in a hidden tab, whose timers a browser runs once per minute', async () => {
    const { client, connection } = await startPaused({ ping: true }, { reconnect: { minDelayMs: 60_000 } });
    let now = Date.now();
    const spy = vi.spyOn(Date, 'now').mockImplementation(() => (now += 60_000));
    onTestFinished(() => spy.mockRestore());
    vi.advanceTimersByTime(30_000);
    expect(await connection.next()).toEqual({ ping: true });
    vi.advanceTimersByTime(14_999);
    expect(client.status.value).toBe('open');
    vi.advanceTimersByTime(1);
    expect(client.status.value).toBe('waiting');
  });

  it.each([
    ['the server does not announce that it replies', {}, {}],
    ['it is disabled', { ping: true }, { heartbeatMs: 0 }],
  ])('pings nothing if %s', async (_when, session, options) => {
    const { client, connection } = await startPaused(session, options);
    vi.advanceTimersByTime(120_000);
    client.emit('first');
    expect(await connection.next()).toEqual({ event: 'first' });
    expect(client.status.value).toBe('open');
  });
});

describe('a browser that is connected to a network again, or whose page is visible again', () => {
  /** Replaces the events of `window`. */
  function fakeWindow() {
    const listeners = new Set<() => void>();
    vi.stubGlobal('addEventListener', (_type: string, listener: () => void) => listeners.add(listener));
    vi.stubGlobal('removeEventListener', (_type: string, listener: () => void) => listeners.delete(listener));
    onTestFinished(() => void vi.unstubAllGlobals());
    return listeners;
  }

  it('reconnects at once', async () => {
    const listeners = fakeWindow();
    const { server, client } = await start({ reconnect: { minDelayMs: 60_000, maxDelayMs: 60_000 } });
    (await server.connection()).begin().socket.terminate();
    await vi.waitFor(() => expect(client.status.value).toBe('waiting'));
    for (const listener of listeners) listener();
    (await server.connection()).begin();
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    client.close();
    expect(listeners.size).toBe(0);
  });

  it('checks a connection that seems to be open', async () => {
    const listeners = fakeWindow();
    const { server, client } = await start();
    const connection = (await server.connection()).begin({ ping: true });
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    for (const listener of listeners) listener();
    expect(await connection.next()).toEqual({ ping: true });
  });

  it('checks a connection again soon after a reply, because the network may have changed meanwhile', async () => {
    const listeners = fakeWindow();
    const { server, client } = await start();
    const connection = (await server.connection()).begin({ ping: true });
    await untilOpen(client);
    const heard = new Promise((resolve) => client.on('heard', resolve));
    for (const listener of listeners) listener();
    // The second one comes before a reply.
    for (const listener of listeners) listener();
    client.emit('first');
    expect([await connection.next(), await connection.next()]).toEqual([{ ping: true }, { event: 'first' }]);
    connection.send({ pong: true }).send({ event: 'heard' });
    await heard;
    for (const listener of listeners) listener();
    client.emit('second');
    expect([await connection.next(), await connection.next()]).toEqual([{ ping: true }, { event: 'second' }]);
  });

  it('reconnects at once when its page becomes visible', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
    vi.stubGlobal('document', page);
    onTestFinished(() => void vi.unstubAllGlobals());
    const removed = vi.spyOn(page, 'removeEventListener');
    const { server, client } = await start({ reconnect: { minDelayMs: 60_000, maxDelayMs: 60_000 } });
    (await server.connection()).begin().socket.terminate();
    await vi.waitFor(() => expect(client.status.value).toBe('waiting'));
    page.dispatchEvent(new Event('visibilitychange'));
    expect(client.status.value).toBe('waiting');
    page.visibilityState = 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
    (await server.connection()).begin();
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    client.close();
    expect(removed).toHaveBeenCalledOnce();
  });

  it('is not observed by a client that could not be created', () => {
    const listeners = fakeWindow();
    expect(() => createClient('no URL', { WebSocket })).toThrow(SyntaxError);
    expect(listeners.size).toBe(0);
  });
});

it('throws if the URL is missing', () => {
  // Such as that of a variable of the environment.
  expect(() => createClient(undefined as unknown as string, { WebSocket })).toThrow(SyntaxError);
});

describe('why a client is not connected', () => {
  it('tells the close code and the reason, when the status changes and in the errors of calls', async () => {
    const { server, client } = await start();
    expect(client.lastClose).toBeUndefined();
    const connection = (await server.connection()).begin();
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    const seen: unknown[] = [];
    client.status.subscribe((status) => seen.push([status, client.lastClose]));
    const pending = client.request('save').catch((error: unknown) => error);
    await connection.next();
    connection.socket.close(4401, 'The token has expired');
    expect(await pending).toMatchObject({
      code: 'DISCONNECTED',
      message: expect.stringContaining('(close code 4401: The token has expired)'),
    });
    expect(seen).toEqual([
      ['open', undefined],
      ['closed', { code: 4401, reason: 'The token has expired' }],
    ]);
    await expect(client.request('save')).rejects.toMatchObject({
      code: 'CLOSED',
      message: 'The client is closed (close code 4401: The token has expired)',
    });
    client.close();
    expect(client.lastClose).toEqual({ code: 4401, reason: 'The token has expired' });
  });

  it('is that of close() although the socket reports the end of its attempt during the call, as on Node.js', () => {
    class FailingSocket extends UnreachableSocket {
      private onError = (_event: unknown): void => undefined;

      override addEventListener(type: string, listener: (event: unknown) => void): void {
        if (type === 'error') this.onError = listener;
      }

      override close(): void {
        this.onError({ type: 'error' });
      }
    }
    const client = createClient('ws://server', { WebSocket: FailingSocket });
    const seen: unknown[] = [];
    client.status.subscribe((status) => seen.push(status));
    client.close(4000, 'not needed');
    expect(seen).toEqual(['connecting', 'closed']);
    expect(client.lastClose).toEqual({ code: 4000, reason: 'not needed' });
  });

  it('tells the code with which the client was closed by the page', async () => {
    const { server, client } = await start();
    (await server.connection()).begin();
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    client.close();
    expect(client.lastClose).toEqual({ code: 1000, reason: '' });
  });

  it('has the status and the error of a socket that tells it, until it is connected', async () => {
    const server = createHttpServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    let isRefused = true;
    const accepting = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      if (isRefused) socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      else
        accepting.handleUpgrade(request, socket, head, (each) => {
          each.send(JSON.stringify({ session: { id: 'a-client', recovered: false } }));
        });
    });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = createClient(`ws://127.0.0.1:${port}`, { WebSocket, reconnect: { minDelayMs: 1, maxDelayMs: 3 } });
    onTestFinished(() => client.close());
    await vi.waitFor(() => expect(client.lastClose).toEqual({ code: 1006, reason: '', httpStatus: 401 }));
    await expect(client.request('save', undefined, { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'TIMEOUT',
      cause: { message: expect.stringContaining('401') },
    });
    isRefused = false;
    await untilOpen(client);
    const late = await client.request('save', undefined, { timeoutMs: 20 }).catch((error: unknown) => error as Error);
    expect(late).toMatchObject({ code: 'TIMEOUT' });
    expect(late.cause).toBeUndefined();
  });

  it('passes the status to when(), and tells it in the errors of a closed client', async () => {
    const server = createHttpServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const seen: unknown[] = [];
    const when = (...closing: unknown[]) => seen.push(closing) < 0;
    const client = createClient(`ws://127.0.0.1:${port}`, { WebSocket, reconnect: { when } });
    await vi.waitFor(() => expect(client.status.value).toBe('closed'));
    expect(seen).toEqual([[1006, '', 403]]);
    await expect(client.request('save')).rejects.toMatchObject({
      code: 'CLOSED',
      message: 'The client is closed (the server refused the connection with HTTP status 403)',
    });
  });
});
