import { ScriptedServer } from '@portico/conformance';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type ClientOptions, createClient, type Status } from './index.js';

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
    controller.abort();
    await expect(reply).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await connection.next()).toEqual({ cancel: id });
    await expect(client.request('no', undefined, { signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
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
    await expect(stream.next()).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(await connection.next()).toEqual({ cancel: id });
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

it('calls the URL function for each connection', async () => {
  const server = await ScriptedServer.start();
  onTestFinished(() => server.close());
  let asked = 0;
  const url = async () => {
    asked += 1;
    if (asked === 1) throw new Error('no token yet');
    return `${server.url}?attempt=${asked}`;
  };
  const client = createClient(url, { WebSocket, reconnect: { minDelayMs: 1 } });
  onTestFinished(() => client.close());
  (await server.connection()).begin().socket.close(1012);
  (await server.connection()).begin();
  expect(asked).toBe(3);
});

it('delays attempts randomly and with increasing intervals', async () => {
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
  const client = createClient(url, { WebSocket, reconnect: { minDelayMs: 1_000, maxDelayMs: 6_000, maxAttempts: 6 } });
  await vi.waitFor(() => expect(client.status.value).toBe('closed'), { timeout: 5_000 });
  const attempts = delays.slice(0, 6);
  attempts.forEach((delay, index) => {
    expect(delay).toBeGreaterThanOrEqual(Math.min(6_000, 500 * 2 ** index));
    expect(delay).toBeLessThanOrEqual(Math.min(6_000, 1_500 * 2 ** index));
  });
  expect(attempts).toHaveLength(6);
});

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
