import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readListenArguments } from '../src/platform/http/listen-arguments.js';
import { ResponseBody } from '../src/platform/http/response-body.js';
import { compileRoutePath } from '../src/platform/http/route-path.js';
import { parseResponse } from '../src/platform/http/upgrade-socket.js';
import { BunServer } from '../src/platform/index.js';
import { ClientSettings } from '../src/platform/ws/client-settings.js';
import { readMessage } from '../src/platform/ws/read-message.js';

describe('paths of routes', () => {
  const strict = { caseSensitive: true, ignoreTrailingSlash: false };
  const loose = { caseSensitive: false, ignoreTrailingSlash: true };

  it.each([
    ['/cats', '/cats', strict, {}],
    ['/cats', '/cats/', strict, undefined],
    ['/cats', '/Cats', strict, undefined],
    ['/cats', '/Cats/', loose, {}],
    ['/cats', '/%63ats', loose, undefined],
    ['/cats/:id', '/cats/a%2Fb', loose, { id: 'a/b' }],
    ['/files/*path', '/files/a/b', loose, { path: ['a', 'b'] }],
    ['/files/*path', '/files', loose, undefined],
    ['/', '/', strict, {}],
  ])('%s compared with %s', (path, requested, options, params) => {
    expect(compileRoutePath(path, options)(requested)).toEqual(params);
  });
});

describe('arguments of listen()', () => {
  it.each([
    [[3000], { port: 3000, hostname: '::' }],
    [['3000', '127.0.0.1'], { port: 3000, hostname: '127.0.0.1' }],
    [[{ port: 3000, host: 'localhost' }], { port: 3000, hostname: 'localhost' }],
    [['/tmp/app.sock'], { unix: '/tmp/app.sock' }],
    [[{ path: '/tmp/app.sock' }], { unix: '/tmp/app.sock' }],
  ])('%j', (args, address) => {
    expect(readListenArguments(args)).toEqual({ address, callback: undefined });
    let called = 0;
    readListenArguments([...args, () => called++]).callback?.();
    expect(called).toBe(1);
  });

  it('rejects a port that does not exist', () => {
    expect(() => readListenArguments([70_000])).toThrow(expect.objectContaining({ code: 'ERR_SOCKET_BAD_PORT' }));
  });
});

describe('a response that was written to the socket of an upgrade', () => {
  it('has its status, headers and body', async () => {
    const response = parseResponse('HTTP/1.1 403 Forbidden\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 2\r\n\r\nno');
    expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([403, '1, 2', 'no']);
  });

  it('is a 400 if it is not HTTP', () => {
    expect(parseResponse('nonsense').status).toBe(400);
  });
});

describe('messages', () => {
  it('are read from text and bytes', () => {
    const message = { event: 'a', data: 1 };
    expect(readMessage('{"event":"a","data":1}')).toEqual(message);
    expect(readMessage(Buffer.from('{"event":"a","data":1}'))).toEqual(message);
  });

  it.each(['no json', '7', 'null', '{"data":1}'])('%s is not one', (frame) => {
    expect(() => readMessage(frame)).toThrow();
  });
});

it('the limits of a server are the largest of its gateways', () => {
  const settings = new ClientSettings();
  expect(settings.limits.maxPayloadLength).toBe(1024 * 1024);
  expect(settings.claim({ maxPayload: 10 })).toEqual({
    maxPayload: 10,
    maxBufferedBytes: 16_777_216,
    idleTimeout: 120,
  });
  settings.claim({ maxPayload: 20, idleTimeout: 30 });
  expect(settings.limits).toMatchObject({ maxPayloadLength: 20, idleTimeout: 120, closeOnBackpressureLimit: true });
});

it('a server says that it needs Bun', async () => {
  const server = new BunServer();
  const failed = new Promise((resolve) => server.once('error', resolve));
  server.listen(0);
  expect(await failed).toEqual(expect.objectContaining({ message: expect.stringContaining('needs Bun') }));
  expect(server.listening).toBe(false);
});

describe('the body of a response', () => {
  const chunk = new TextEncoder().encode('written');

  it('is read to what was written last before it fails', async () => {
    const body = new ResponseBody(() => undefined);
    body.write(chunk, () => undefined);
    body.write(chunk, () => undefined);
    body.fail();
    const reader = body.stream.getReader();
    expect([(await reader.read()).value, (await reader.read()).value]).toEqual([chunk, chunk]);
    await expect(reader.read()).rejects.toThrow('destroyed before its end');
  });

  it('fails soon if nobody reads what was written', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const body = new ResponseBody(() => undefined);
    body.write(chunk, () => undefined);
    body.fail();
    vi.advanceTimersByTime(1000);
    await expect(body.stream.getReader().read()).rejects.toThrow('destroyed before its end');
  });

  it('calls back for what waits when the reader goes on, and after it has left', async () => {
    let [written, left] = [0, 0];
    const body = new ResponseBody(() => left++);
    body.write(new Uint8Array(70_000), () => written++);
    expect(written).toBe(0);
    const reader = body.stream.getReader();
    await reader.read();
    await expect.poll(() => written).toBe(1);
    await reader.cancel();
    body.write(chunk, () => written++);
    body.fail();
    expect([written, left]).toEqual([2, 1]);
  });
});
