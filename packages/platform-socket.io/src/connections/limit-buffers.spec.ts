import type { Socket as TcpSocket } from 'node:net';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Server, Socket } from 'socket.io';
import { expect, it } from 'vitest';
import { startApplication } from '../test-application.fixture.js';

const CHUNK = 'x'.repeat(256 * 1024);

@WebSocketGateway({ maxBufferedBytes: 1024 * 1024 })
class Flooding {
  @WebSocketServer() server!: Server;
  readonly left: Promise<[string, string]>;
  private leave!: (left: [string, string]) => void;

  constructor() {
    this.left = new Promise((resolve) => {
      this.leave = resolve;
    });
  }

  handleDisconnect(client: Socket, reason: string) {
    this.leave([client.id, reason]);
  }

  @SubscribeMessage('echo')
  echo() {
    return 'still here';
  }

  /** Sends to all clients, more than the buffers of operating systems hold, until a client is disconnected. */
  async flood(): Promise<[string, string]> {
    let left = false;
    this.left.then(() => {
      left = true;
    });
    for (let count = 0; count < 400 && !left; count += 1) {
      this.server.emit('chunk', CHUNK);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.left;
  }
}

async function serve() {
  const { app, port, connect } = await startApplication([Flooding]);
  return { gateway: app.get(Flooding), port, connect };
}

it('disconnects a client that does not read its WebSocket, and does not affect others', async () => {
  const { gateway, connect } = await serve();
  const [deaf, other] = [await connect(), await connect()];
  const { transport } = deaf.socket.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } };
  const deafId = deaf.socket.id;
  transport.ws._socket.pause();
  expect(await gateway.flood()).toEqual([deafId, expect.stringMatching(/^transport (close|error)$/)]);
  expect(await other.ask('echo')).toBe('still here');
});

it('disconnects a client when 16 MiB are buffered for it, by default', async () => {
  @WebSocketGateway()
  class ByDefault extends Flooding {}
  const { app, connect } = await startApplication([ByDefault]);
  const gateway = app.get(ByDefault);
  let sent = 0;
  const emit = gateway.server.emit.bind(gateway.server);
  gateway.server.emit = (event, ...args) => {
    sent += CHUNK.length;
    return emit(event, ...args);
  };
  const client = await connect();
  const { transport } = client.socket.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } };
  transport.ws._socket.pause();
  await gateway.flood();
  // The operating system buffers some MiB more.
  expect(sent).toBeGreaterThan(16 * 1024 * 1024);
  expect(sent).toBeLessThan(48 * 1024 * 1024);
});

it('disconnects a client that sends pings and does not read the replies', async () => {
  const { gateway, connect } = await serve();
  const [deaf, other] = [await connect(), await connect()];
  const { transport } = deaf.socket.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } };
  const deafId = deaf.socket.id;
  const { _socket: socket } = transport.ws;
  socket.pause();
  socket.on('error', () => undefined);
  // Pings with the longest payload, masked with zeros.
  const pings = Buffer.concat(
    Array.from({ length: 1_000 }, () => Buffer.concat([Buffer.from([0x89, 0xfd]), Buffer.alloc(129)])),
  );
  let isLeft = false;
  gateway.left.then(() => {
    isLeft = true;
  });
  for (let count = 0; count < 400 && !isLeft; count += 1) {
    socket.write(pings);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await gateway.left).toEqual([deafId, expect.stringMatching(/^transport (close|error)$/)]);
  expect(await other.ask('echo')).toBe('still here');
});

it('disconnects a client that does not poll', async () => {
  const { gateway, port, connect } = await serve();
  const other = await connect();
  const url = `http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`;
  const opened = (await (await fetch(url)).text()).slice(1);
  const session = `${url}&sid=${(JSON.parse(opened) as { sid: string }).sid}`;
  await fetch(session, { method: 'POST', body: '40' });
  const id = /40\{"sid":"([^"]+)"/.exec(await (await fetch(session)).text())?.[1];
  expect(await gateway.flood()).toEqual([id, 'forced close']);
  expect(await other.ask('echo')).toBe('still here');
});

it('does not disconnect a client that reads, however much is sent', async () => {
  const { gateway, connect } = await serve();
  const client = await connect();
  for (let count = 0; count < 20; count += 1) {
    gateway.server.emit('chunk', CHUNK);
    expect(await client.next('chunk')).toBe(CHUNK);
  }
  expect(await client.ask('echo')).toBe('still here');
});
