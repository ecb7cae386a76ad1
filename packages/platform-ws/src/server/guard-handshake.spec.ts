import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { guardHandshake } from './guard-handshake.js';

/** Values that an application may return, even if the types do not allow them. */
const RESULTS: [result: unknown, status: number][] = [
  [{ user: 'tom' }, 101],
  ['yes', 101],
  [Promise.resolve({ user: 'tom' }), 101],
  // biome-ignore lint/suspicious/noThenProperty: simulates a promise of another library
  [{ then: (resolve: (value: boolean) => void) => resolve(false) }, 401],
  [null, 401],
  [0, 401],
];

it.each(RESULTS)('accepts a client if %o resolves to a truthy value', async (result, status) => {
  const server = createServer();
  const verify = vi.fn((_info: { req: IncomingMessage }) => result);
  const sockets = new WebSocketServer({ server, verifyClient: guardHandshake(verify as never) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  });
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => undefined);
  const answered = await new Promise((resolve) => {
    client.once('upgrade', ({ statusCode }) => resolve(statusCode));
    client.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
  });
  expect(answered).toBe(status);
  client.terminate();
});
