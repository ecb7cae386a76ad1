import { getEventListeners } from 'node:events';
import { ScriptedServer } from '@portico/conformance';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ClientOptions, createClient, type ReconnectOptions, type Status } from './index.js';
import { ValueStream } from './value-stream.js';

async function start(options: ClientOptions = {}) {
  const server = await ScriptedServer.start();
  onTestFinished(() => server.close());
  const client = createClient(server.url, { WebSocket, reconnect: { minDelayMs: 5 }, ...options });
  onTestFinished(() => client.close());
  return { server, client };
}

describe('while it is offline', () => {
  it('keeps messages, and sends them in order', async () => {
    const { server, client } = await start();
    client.emit('first', 1);
    const reply = client.request('second', 2);
    client.emit('third');
    const connection = await server.connection();
    expect(connection.rest).toEqual([]);
    connection.begin();
    expect(await connection.next()).toEqual({ event: 'first', data: 1 });
    const { id } = await connection.next();
    expect(await connection.next()).toEqual({ event: 'third' });
    connection.send({ id, data: 'done' });
    expect(await reply).toBe('done');
  });

  it('keeps at most as many messages as the queue allows', async () => {
    const { client } = await start({ queueSize: 2 });
    client.emit('a');
    const waiting = client.request('b');
    waiting.catch(() => undefined);
    expect(() => client.emit('c')).toThrow(expect.objectContaining({ code: 'QUEUE_FULL' }));
    await expect(client.request('d')).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    await expect(client.stream('e').next()).rejects.toMatchObject({ code: 'QUEUE_FULL' });
  });

  it('does not send cancelled messages', async () => {
    const { server, client } = await start();
    await client.stream('left').return?.();
    const controller = new AbortController();
    const aborted = client.request('aborted', undefined, { signal: controller.signal });
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' });
    client.emit('kept');
    const connection = (await server.connection()).begin();
    expect(await connection.next()).toEqual({ event: 'kept' });
  });

  it('throws at the call if data cannot be serialized', async () => {
    const { client } = await start();
    expect(() => client.emit('a', 1n)).toThrow(TypeError);
  });
});

it('queues data as it is when a message is sent', async () => {
  const { server, client } = await start();
  const position = { x: 1 };
  client.emit('move', position);
  const reply = client.request('move', position);
  position.x = 2;
  const connection = (await server.connection()).begin();
  expect(await connection.next()).toEqual({ event: 'move', data: { x: 1 } });
  const { id, ...request } = await connection.next();
  expect(request).toEqual({ event: 'move', data: { x: 1 } });
  connection.send({ id });
  await reply;
  await server.close();
  await vi.waitFor(() => expect(client.status.value).not.toBe('open'));
  await expect(client.request('move', 1n)).rejects.toThrow(TypeError);
});

it('sends queued messages before those of a listener for its status', async () => {
  const { server, client } = await start();
  client.emit('queued');
  client.status.subscribe((status) => status === 'open' && client.emit('opened'));
  const connection = (await server.connection()).begin();
  expect([await connection.next(), await connection.next()]).toEqual([{ event: 'queued' }, { event: 'opened' }]);
});

it.each(['waiting', 'connecting'] as const)('stays closed if a listener closes it when it is %s', async (when) => {
  const { server, client } = await start();
  const connection = (await server.connection()).begin();
  await vi.waitFor(() => expect(client.status.value).toBe('open'));
  const [first, second]: Status[][] = [[], []];
  client.status.subscribe((status) => {
    first?.push(status);
    if (status === when) client.close();
  });
  client.status.subscribe((status) => second?.push(status));
  const later = vi.spyOn(globalThis, 'setTimeout');
  onTestFinished(() => later.mockRestore());
  connection.socket.terminate();
  await vi.waitFor(() => expect(client.status.value).toBe('closed'));
  expect(first?.slice(-2)).toEqual([when, 'closed']);
  expect(second?.at(-1)).toBe('closed');
  // Nothing is left that would open another connection.
  const pending = later.mock.results.filter(({ value }) => value?.hasRef?.() && !value._destroyed);
  expect(pending).toEqual([]);
});

function collectReports(): readonly unknown[] {
  const thrown: unknown[] = [];
  const report = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => {
    try {
      task();
    } catch (error) {
      thrown.push(error);
    }
  });
  onTestFinished(() => report.mockRestore());
  return thrown;
}

it('is closed if the function that decides whether to reconnect throws', async () => {
  const error = new Error('undecided');
  const when = () => {
    throw error;
  };
  const { server, client } = await start({ reconnect: { minDelayMs: 1, when } });
  const thrown = collectReports();
  (await server.connection()).begin().socket.terminate();
  await vi.waitFor(() => expect(client.status.value).toBe('closed'));
  await expect(client.request('ask')).rejects.toMatchObject({ code: 'CLOSED' });
  expect(thrown).toEqual([error]);
});

it('reconnects, sends queued messages and fails lost requests although a listener for its status throws', async () => {
  const { server, client } = await start();
  const thrown = collectReports();
  const error = new Error('a listener failed');
  const end = client.status.subscribe((status) => {
    if (status !== 'connecting') throw error;
  });
  client.emit('queued');
  const connection = (await server.connection()).begin();
  expect(await connection.next()).toEqual({ event: 'queued' });
  const lost = client.request('lost');
  await connection.next();
  connection.socket.terminate();
  await expect(lost).rejects.toMatchObject({ code: 'DISCONNECTED' });
  client.emit('again');
  expect(await (await server.connection()).begin().next()).toEqual({ event: 'again' });
  expect(new Set(thrown)).toEqual(new Set([error]));
  end();
});

it('closes with a code that browsers accept if the server does not support the protocol', async () => {
  const closed: unknown[] = [];
  class OtherSocket extends EventTarget {
    readonly protocol = '';
    constructor() {
      super();
      queueMicrotask(() => this.dispatchEvent(new Event('open')));
    }
    send() {}
    close(code: number) {
      closed.push(code);
    }
  }
  const client = createClient('ws://localhost', { WebSocket: OtherSocket as unknown as typeof WebSocket });
  await vi.waitFor(() => expect(client.status.value).toBe('closed'));
  expect(closed).toEqual([expect.toSatisfy((code: number) => code === 1000 || (code >= 3000 && code <= 4999))]);
});

it('yields buffered values in order, however many are read meanwhile', async () => {
  const stream = new ValueStream<number>(() => undefined);
  const read: unknown[] = [];
  for (let value = 0; value < 1_000; value += 1) {
    stream.push(value);
    if (value % 3 === 0) read.push((await stream.next()).value);
  }
  stream.end();
  for await (const value of stream) read.push(value);
  expect(read).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
});

describe('a request', () => {
  it('fails and is cancelled if no reply arrives in time', async () => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    const reply = client.request('slow', undefined, { timeoutMs: 20 });
    const { id } = await connection.next();
    await expect(reply).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(await connection.next()).toEqual({ cancel: id });
    connection.send({ id, data: 'late' });
    await expect(client.request('offline', undefined, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('can be aborted', async () => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    const controller = new AbortController();
    const reply = client.request('slow', undefined, { signal: controller.signal });
    const { id } = await connection.next();
    const cause = new Error('the user has left the page');
    controller.abort(cause);
    await expect(reply).rejects.toMatchObject({ code: 'ABORTED', cause });
    expect(await connection.next()).toEqual({ cancel: id });
    await expect(client.request('no', undefined, { signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
      cause,
    });
  });

  it('waits as long as a timer can if its time is longer', async () => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    const timers = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => timers.mockRestore());
    const reply = client.request('slow', undefined, { timeoutMs: 2 ** 31 });
    expect(timers.mock.calls.at(-1)?.[1]).toBe(2 ** 31 - 1);
    connection.send({ id: (await connection.next()).id, data: 'done' });
    expect(await reply).toBe('done');
  });

  it('is not sent later if the function for the trace fails', async () => {
    const error = new Error('no span');
    let isFailing = true;
    const traceparent = () => (isFailing ? throwing(error) : undefined);
    const { server, client } = await start({ traceparent });
    await expect(client.request('failed')).rejects.toBe(error);
    await expect(client.stream('failed').next()).rejects.toBe(error);
    isFailing = false;
    client.emit('kept');
    expect(await (await server.connection()).begin().next()).toEqual({ event: 'kept' });
  });

  it('fails with the information that it was sent if the connection is lost', async () => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    const reply = client.request('slow');
    reply.catch(() => undefined);
    await connection.next();
    connection.socket.terminate();
    await expect(reply).rejects.toMatchObject({ code: 'DISCONNECTED' });
  });
});

describe('a stream', () => {
  it('can be aborted', async () => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    const controller = new AbortController();
    const stream = client.stream('ticks', undefined, { signal: controller.signal });
    const { id } = await connection.next();
    connection.send({ id, data: 1, more: true });
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    controller.abort();
    const cause = controller.signal.reason;
    await expect(stream.next()).rejects.toMatchObject({ code: 'ABORTED', cause });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(await connection.next()).toEqual({ cancel: id });
  });

  it('does not listen to its signal if its data cannot be serialized', async () => {
    const { server, client } = await start();
    (await server.connection()).begin();
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    const { signal } = new AbortController();
    await expect(client.stream('ticks', 1n, { signal }).next()).rejects.toThrow(TypeError);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('buffers values that arrive faster than they are read', async () => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    const stream = client.stream('ticks');
    const pending = [stream.next(), stream.next()];
    const { id } = await connection.next();
    for (const data of [1, 2, 3]) connection.send({ id, data, more: true });
    connection.send({ id, end: true });
    expect(await Promise.all(pending)).toEqual([1, 2].map((value) => ({ done: false, value })));
    expect(await stream.next()).toEqual({ done: false, value: 3 });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });
});

describe('the status', () => {
  it('is reported across connections', async () => {
    const { server, client } = await start();
    const seen: Status[] = [];
    const end = client.status.subscribe((status) => seen.push(status));
    const connection = (await server.connection()).begin();
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    expect(client.session).toEqual({ id: 'a-client', recovered: false });
    connection.socket.terminate();
    (await server.connection()).begin();
    await vi.waitFor(() => expect(client.status.value).toBe('open'));
    end();
    client.close();
    expect(client.status.value).toBe('closed');
    expect(seen).toEqual(['connecting', 'open', 'waiting', 'connecting', 'open']);
  });

  it.each([1000, 1008, 4401])('is closed after the close code %i', async (code) => {
    const { server, client } = await start();
    const connection = (await server.connection()).begin();
    const reply = client.request('ask');
    reply.catch(() => undefined);
    await connection.next();
    connection.socket.close(code);
    await expect(reply).rejects.toMatchObject({ code: 'DISCONNECTED' });
    expect(client.status.value).toBe('closed');
    await expect(client.request('ask')).rejects.toMatchObject({ code: 'CLOSED' });
    expect(() => client.emit('say')).toThrow(expect.objectContaining({ code: 'CLOSED' }));
  });

  it('is closed after too many failed attempts, and pending requests fail', async () => {
    const { server, client } = await start({ reconnect: { minDelayMs: 1, maxAttempts: 2 } });
    server.close();
    await expect(client.request('ask')).rejects.toMatchObject({ code: 'CLOSED' });
    expect(client.status.value).toBe('closed');
  });
});

it('has the session when its status becomes open', async () => {
  const { server, client } = await start();
  const seen: unknown[] = [];
  client.status.subscribe((status) => status === 'open' && seen.push(client.session));
  (await server.connection()).begin().socket.terminate();
  (await server.connection()).begin({ recovered: true, key: 'a'.repeat(32), offset: '1' });
  await vi.waitFor(() => expect(seen).toHaveLength(2));
  expect(seen).toEqual([
    { id: 'a-client', recovered: false },
    { id: 'a-client', recovered: true },
  ]);
});

describe('a function for the URL', () => {
  it('is called for each connection', async () => {
    const server = await ScriptedServer.start();
    onTestFinished(() => server.close());
    let asked = 0;
    const url = async () => `${server.url}?attempt=${++asked}`;
    const client = createClient(url, { WebSocket, reconnect: { minDelayMs: 1 } });
    onTestFinished(() => client.close());
    (await server.connection()).begin().socket.close(1012);
    (await server.connection()).begin();
    expect(asked).toBe(2);
  });

  it.each([
    ['throws', () => throwing(new Error('no token yet')), 'no token yet'],
    ['rejects', () => Promise.reject(new Error('no token yet')), 'no token yet'],
    ['returns an invalid URL', () => 'not a url', 'Invalid URL'],
  ])('that %s is called again, and its error is passed on', async (_what, fail, message) => {
    const server = await ScriptedServer.start();
    onTestFinished(() => server.close());
    const errors: unknown[] = [];
    let asked = 0;
    const client = createClient(() => (++asked < 3 ? fail() : server.url), {
      WebSocket,
      reconnect: { minDelayMs: 1 },
      onUrlError: (error) => errors.push(error),
    });
    onTestFinished(() => client.close());
    const reply = client.request('sum');
    const connection = (await server.connection()).begin();
    const { id } = await connection.next();
    connection.send({ id, data: 3 });
    expect(await reply).toBe(3);
    expect(asked).toBe(3);
    expect(errors).toEqual([1, 2].map(() => expect.objectContaining({ message: expect.stringContaining(message) })));
  });

  it('is the cause when calls fail meanwhile', async () => {
    const cause = new Error('no token yet');
    const once = createClient(() => throwing(cause), { WebSocket, reconnect: false });
    expect(once.status.value).toBe('closed');
    await expect(once.request('sum')).rejects.toMatchObject({ code: 'CLOSED', cause });
    const client = createClient(() => throwing(cause), { WebSocket, timeoutMs: 1, queueSize: 1 });
    onTestFinished(() => client.close());
    const first = client.request('sum');
    expect(() => client.emit('sum')).toThrow(expect.objectContaining({ code: 'QUEUE_FULL', cause }));
    await expect(first).rejects.toMatchObject({ code: 'TIMEOUT', cause, message: expect.stringContaining('not conn') });
  });

  it('that fails after the client was closed does not open it again', async () => {
    let fail: (error: Error) => void = () => undefined;
    const asked = new Promise<string>((_resolve, reject) => {
      fail = reject;
    });
    const errors: unknown[] = [];
    const statuses: Status[] = [];
    const client = createClient(() => asked, { WebSocket, onUrlError: (error) => errors.push(error) });
    client.status.subscribe((status) => statuses.push(status));
    client.close();
    fail(new Error('too late'));
    await asked.catch(() => undefined);
    await new Promise(setImmediate);
    expect(statuses).toEqual(['connecting', 'closed']);
    expect(errors).toEqual([]);
  });
});

function throwing(error: Error): never {
  throw error;
}

/** The delays before the first attempts of a client without a server. */
async function delaysOf(count: number, reconnect: ReconnectOptions): Promise<readonly number[]> {
  const server = await ScriptedServer.start();
  const { url } = server;
  server.close();
  const delays: number[] = [];
  const original = globalThis.setTimeout;
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, delay?: number) => {
    if (delay !== undefined && delay >= 100) delays.push(delay);
    return original(run, 0);
  }) as typeof setTimeout);
  onTestFinished(() => spy.mockRestore());
  const client = createClient(url, { WebSocket, reconnect: { ...reconnect, maxAttempts: count }, connectTimeoutMs: 0 });
  await vi.waitFor(() => expect(client.status.value).toBe('closed'), { timeout: 5_000 });
  spy.mockRestore();
  return delays.slice(0, count);
}

it('delays attempts randomly and with increasing intervals', async () => {
  const delays = await delaysOf(6, { minDelayMs: 1_000, maxDelayMs: 6_000 });
  expect(delays).toHaveLength(6);
  for (const [index, delay] of delays.entries()) {
    expect(delay).toBeGreaterThanOrEqual(Math.min(2_000, 500 * 2 ** index));
    expect(delay).toBeLessThanOrEqual(Math.min(6_000, 1_500 * 2 ** index));
  }
});

it.each([
  ['the longest is as long as the first', { minDelayMs: 6_000, maxDelayMs: 6_000 }, 2_000, 6_000],
  ['the first is longer than the default of the longest', { minDelayMs: 66_000 }, 33_000, 198_000],
])('spreads attempts also if %s', async (_when, reconnect, least, most) => {
  const delays = await delaysOf(8, reconnect);
  expect(new Set(delays).size).toBe(8);
  for (const delay of delays) {
    expect(delay).toBeGreaterThanOrEqual(least);
    expect(delay).toBeLessThanOrEqual(most);
  }
});

it.each([{ minDelayMs: 2, maxDelayMs: 1 }, { minDelayMs: -1 }, { minDelayMs: Number.NaN }])(
  'throws for delays that are impossible: %o',
  (reconnect) => {
    expect(() => createClient('ws://127.0.0.1:1', { WebSocket, reconnect })).toThrow(RangeError);
  },
);

it('throws if there is no WebSocket', () => {
  vi.stubGlobal('WebSocket', undefined);
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
  expect(() => createClient('ws://127.0.0.1:1')).toThrow('createClient(url, { WebSocket })');
});

it('throws for an invalid URL', () => {
  expect(() => createClient('not a url', { WebSocket })).toThrow(SyntaxError);
});
