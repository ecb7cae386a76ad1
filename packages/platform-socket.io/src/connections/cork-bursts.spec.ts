import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, Socket as TcpSocket } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { type Socket as ClientSocket, io } from 'socket.io-client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { corkBursts } from './cork-bursts.js';

async function connected(transport: 'websocket' | 'polling'): Promise<{ client: ClientSocket; socket: Socket }> {
  const httpServer = createServer();
  const server = new Server(httpServer);
  corkBursts(server);
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  const client = io(`http://127.0.0.1:${port}`, { transports: [transport] });
  onTestFinished(async () => {
    client.close();
    await server.close();
  });
  const [socket] = (await once(server, 'connection')) as [Socket];
  return { client, socket };
}

/** The written chunks, each with the frames that were written together. */
function writesOf(socket: Socket): number[] {
  const { _socket: tcp } = (socket.conn.transport as unknown as { socket: { _socket: TcpSocket } }).socket;
  const writes: number[] = [];
  const writev = TcpSocket.prototype._writev as (chunks: unknown[], callback: () => void) => void;
  tcp._writev = (chunks, callback) => {
    writes.push(chunks.length);
    writev.call(tcp, chunks, callback);
  };
  return writes;
}

it.each(['websocket', 'polling'] as const)('delivers a burst in order with %s', async (transport) => {
  const { client, socket } = await connected(transport);
  const received: number[] = [];
  client.on('n', (n: number) => received.push(n));
  const sent = Array.from({ length: 50 }, (_, n) => n);
  for (const n of sent) socket.emit('n', n);
  await vi.waitUntil(() => received.length === sent.length, { timeout: 10_000 });
  expect(received).toEqual(sent);
});

it('writes packets of one flush with one system call, and uncorks the connection', async () => {
  const { client, socket } = await connected('websocket');
  const writes = writesOf(socket);
  for (let n = 0; n < 50; n++) socket.emit('n', n);
  const [last] = (await new Promise<unknown[]>((resolve) => {
    client.on('n', (...args) => args[0] === 49 && resolve(args));
  })) as [number];
  expect(last).toBe(49);
  // The first packet is written immediately, and the others with one write. A frame has a header and a payload.
  expect(writes).toEqual([2, 98]);
  const { _socket: tcp } = (socket.conn.transport as unknown as { socket: { _socket: TcpSocket } }).socket;
  expect(tcp.writableCorked).toBe(0);
});
