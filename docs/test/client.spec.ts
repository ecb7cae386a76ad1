import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ExpressAdapter } from '@portico/platform-express';
import { Test } from '@portico/testing';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  connectAsUser,
  connectUntilForbidden,
  connectWithHeaders,
  connectWithToken,
  talk,
} from '../examples/client/talk.js';
import { codecAdapter, MathModule } from '../examples/codecs/math.gateway.js';

async function start(): Promise<string> {
  const testing = await Test.createTestingModule({ imports: [MathModule] }).compile();
  const app = testing.createNestApplication(new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(codecAdapter(app));
  await app.listen(0, '127.0.0.1');
  onTestFinished(() => app.close());
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `ws://127.0.0.1:${port}`;
}

it('works as the page says', async () => {
  const url = await start();
  const said: string[] = [];
  await talk(url, (text) => said.push(text));
  expect(said).toEqual([
    '1 + 2 is 3',
    'counted to 1',
    'counted to 2',
    'counted to 3',
    'FAILED: Send an array',
    'now open',
    'now closed',
    'closed with 1000',
  ]);
});

it('connects when the function has returned a URL', async () => {
  const url = await start();
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
  const error = new Error('no token yet');
  const fetchToken = vi.fn(async () => 'a-token').mockRejectedValueOnce(error);
  const client = connectWithToken(url, fetchToken);
  onTestFinished(() => client.close());
  expect(await client.request('sum', [1, 2])).toBe(3);
  expect(warn.mock.calls).toEqual([['Not connected yet:', error]]);
});

it('closes if nobody is logged in', async () => {
  const server = createServer((_request, response) => response.writeHead(401).end()).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const logIn = vi.fn();
  const client = connectAsUser(`ws://127.0.0.1:${port}`, `http://127.0.0.1:${port}`, logIn);
  onTestFinished(() => client.close());
  await vi.waitFor(() => expect(logIn).toHaveBeenCalledOnce());
  expect(client.status.value).toBe('closed');
});

it('closes if the server refuses it', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  server.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
  const { port } = server.address() as AddressInfo;
  const said: string[] = [];
  const client = connectUntilForbidden(`ws://127.0.0.1:${port}`, (text) => said.push(text));
  onTestFinished(() => client.close());
  await vi.waitFor(() => expect(said).toEqual(['refused with 403']));
});

it('sends headers', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const upgrade = once(server, 'upgrade');
  const client = connectWithHeaders(`ws://127.0.0.1:${port}`, 'a-token');
  onTestFinished(() => client.close());
  const [request, socket] = await upgrade;
  socket.destroy();
  expect(request.headers).toMatchObject({ authorization: 'Bearer a-token', 'sec-websocket-protocol': 'portico.1' });
});
