import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, Socket as TcpSocket } from 'node:net';
import { TEST_CERTIFICATE } from '@portico/conformance';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { type Socket as ClientSocket, io } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeFramesAtOnce } from './single-write-frames.js';

interface Connected {
  readonly client: ClientSocket;
  readonly socket: Socket;
}

async function connected(
  transports: string[],
  { isSecure = false, ...options }: Partial<ServerOptions> & { isSecure?: boolean } = {},
): Promise<Connected> {
  const httpServer = isSecure ? createSecureServer(TEST_CERTIFICATE) : createServer();
  const server = new Server(httpServer, options);
  writeFramesAtOnce(server);
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;
  const client = io(`${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`, { transports, ca: TEST_CERTIFICATE.cert });
  onTestFinished(async () => {
    client.close();
    await server.close();
  });
  const [socket] = (await once(server, 'connection')) as [Socket];
  await vi.waitUntil(() => socket.conn.transport.name === 'websocket');
  return { client, socket };
}

async function echoed({ client, socket }: Connected, sent: unknown): Promise<unknown> {
  const received = new Promise((resolve) => client.once('message', resolve));
  socket.emit('message', sent);
  return received;
}

/** Around the lengths at which the header changes, and above the one that is written at once. */
const lengths = [0, 1, 110, 111, 112, 113, 114, 125, 126, 300, 15_985, 15_986, 16_100, 65_521, 65_522, 70_000];
const texts = ['a', 'é', '🙂'].flatMap((character) => lengths.map((length) => character.repeat(length)));

describe('writeFramesAtOnce', () => {
  it.each([
    ['websocket', ['websocket'], {}],
    ['an upgraded connection', ['polling', 'websocket'], {}],
    ['TLS', ['websocket'], { isSecure: true }],
    ['compression', ['websocket'], { perMessageDeflate: { threshold: 0 } }],
  ])('changes no message on %s', async (_name, transports, options) => {
    const connection = await connected(transports, options);
    for (const sent of [...texts, Buffer.from([0, 128, 255]), { nested: [1, null, 'é'] }])
      expect(await echoed(connection, sent)).toEqual(sent);
    const received: unknown[] = [];
    connection.client.on('message', (text) => received.push(text));
    for (const text of texts) connection.socket.emit('message', text);
    await vi.waitUntil(() => received.length === texts.length, { timeout: 10_000 });
    expect(received).toEqual(texts);
  });

  it.each([
    ['ASCII', ['websocket'], 'hello', 0],
    ['ASCII on an upgraded connection', ['polling', 'websocket'], 'hello', 0],
    ['ASCII of another length of the header', ['websocket'], 'a'.repeat(200), 0],
    ['other characters', ['websocket'], 'héllo', 1],
    ['a text that is longer than Node passes on at once', ['websocket'], 'a'.repeat(20_000), 1],
  ])('writes a frame at once if it is short ASCII: %s', async (_name, transports, text, lists) => {
    const connection = await connected(transports);
    // After this reply, the connection writes nothing else.
    await echoed(connection, 'first');
    const { prototype } = TcpSocket;
    const original = prototype._writev!;
    const write = vi.fn(original);
    prototype._writev = write;
    onTestFinished(() => {
      prototype._writev = original;
    });
    await echoed(connection, text);
    expect(write).toHaveBeenCalledTimes(lists);
  });

  it('calls back when a frame is written', async () => {
    const { client, socket } = await connected(['websocket']);
    const acknowledged = socket.timeout(5_000).emitWithAck('ask', 'hello');
    client.on('ask', (text: string, reply: (text: string) => void) => reply(text));
    expect(await acknowledged).toBe('hello');
    await vi.waitUntil(() => socket.conn.transport.writable);
  });
});
