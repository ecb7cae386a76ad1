import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { StickyProxy } from './sticky-proxy.js';

const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanup.splice(0).reverse()) await clean();
});

/** Starts a server that replies with its number. */
async function upstream(
  name: string,
  answer = (incoming: IncomingMessage, response: ServerResponse): unknown => incoming.pipe(response),
): Promise<number> {
  const server: Server = createServer((incoming, response) => {
    response.setHeader('X-Name', name);
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.setHeader('X-For', String(incoming.headers['x-forwarded-for']));
    answer(incoming, response);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket) => {
    if (incoming.url?.includes('refuse')) socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    else
      socket.end(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\nhello from ${name}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanup.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

async function proxyTo(...ports: (number | undefined)[]): Promise<string> {
  let turn = 0;
  const proxy = new StickyProxy({
    portOf: (number) => ports[number - 1],
    nextPort: () => ports[turn++ % ports.length],
  });
  const port = await proxy.listen(0);
  cleanup.push(() => proxy.close());
  return `http://127.0.0.1:${port}`;
}

async function nameAt(url: string): Promise<string | null> {
  const answer = await fetch(url);
  await answer.arrayBuffer();
  return answer.headers.get('x-name');
}

it('distributes requests, and sends those of a session to its process', async () => {
  const url = await proxyTo(await upstream('one'), await upstream('two'));
  expect([await nameAt(url), await nameAt(url), await nameAt(url)]).toEqual(['one', 'two', 'one']);
  for (const _ of [1, 2, 3]) expect(await nameAt(`${url}/?transport=polling&sid=2.abc`)).toBe('two');
});

it('forwards bodies, repeated headers and the address of the client', async () => {
  const url = await proxyTo(await upstream('one'));
  const body = 'x'.repeat(300_000);
  const answer = await fetch(url, { method: 'POST', body });
  expect(await answer.text()).toBe(body);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(answer.headers.get('x-for')).toMatch(/127\.0\.0\.1$/);
});

it('replies with 503 if no process is running, and with 502 if one has exited or closes the connection', async () => {
  const breaking = await upstream('breaking', (incoming) => incoming.socket.destroy());
  expect((await fetch(await proxyTo(undefined))).status).toBe(503);
  expect((await fetch(await proxyTo(1))).status).toBe(502);
  expect((await fetch(await proxyTo(breaking))).status).toBe(502);
});

it.each([
  ['/', 101],
  ['/refuse', 403],
])('forwards the reply to an upgrade of %s: %i', async (path, status) => {
  const url = await proxyTo(await upstream('one'));
  const outgoing = request(url + path, { headers: { Connection: 'Upgrade', Upgrade: 'test' } }).end();
  if (status === 101) {
    const [answer, socket, head] = await once(outgoing, 'upgrade');
    expect(answer.statusCode).toBe(status);
    const rest = head.length > 0 ? head : (await once(socket, 'data'))[0];
    expect(rest.toString()).toBe('hello from one');
    socket.destroy();
  } else {
    const [answer] = await once(outgoing, 'response');
    expect(answer.statusCode).toBe(status);
    answer.resume();
  }
});

it('continues after a client has closed its connection early', async () => {
  const url = await proxyTo(await upstream('one'));
  const { port } = new URL(url);
  for (const head of [
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab',
    'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: test\r\n\r\n',
  ]) {
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(head);
    socket.destroy();
  }
  expect(await nameAt(url)).toBe('one');
});
