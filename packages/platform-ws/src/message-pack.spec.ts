import { once } from 'node:events';
import { decode, encode } from '@msgpack/msgpack';
import {
  GatewayClients,
  MessageBody,
  messagePack,
  portico1,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@portico/websockets';
import { expect, it, onTestFinished } from 'vitest';
import { type WebSocketServer as Server, WebSocket } from 'ws';
import { broadcast, WsAdapter } from './index.js';
import { startApplication } from './test-application.fixture.js';

@WebSocketGateway()
class BytesGateway {
  @WebSocketServer() private readonly server!: Server;
  @GatewayClients() private readonly clients!: GatewayClients;

  @SubscribeMessage('reverse')
  reverse(@MessageBody('bytes') bytes: unknown) {
    if (!Buffer.isBuffer(bytes)) throw new TypeError('not a Buffer');
    return Buffer.from(bytes).reverse();
  }

  @SubscribeMessage('tell')
  tell(@MessageBody() bytes: unknown) {
    broadcast(this.server.clients, { event: 'told', data: bytes });
    this.clients.emit('told again', bytes);
  }
}

async function start() {
  const { port } = await startApplication(
    [BytesGateway],
    (app) => new WsAdapter(app, { codecs: [portico1(), messagePack()] }),
  );
  return async (...protocols: string[]) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, protocols);
    onTestFinished(() => socket.terminate());
    const frames: unknown[] = [];
    socket.on('message', (data, isBinary) => frames.push(isBinary ? decode(data as Buffer) : String(data)));
    await once(socket, 'open');
    const next = async (): Promise<unknown> => {
      while (frames.length === 0) await once(socket, 'message');
      return frames.shift();
    };
    return { socket, next };
  };
}

it('supports bytes in both directions', async () => {
  const connect = await start();
  const { socket, next } = await connect('portico.1.msgpack');
  expect(await next()).toEqual({ session: { id: expect.any(String), recovered: false } });
  socket.send('{"event":"reverse","id":1}');
  socket.send(Buffer.from([0xc1]));
  socket.send(encode({ event: 'reverse', data: { bytes: Uint8Array.of(1, 2, 3) }, id: 2 }));
  expect(await next()).toEqual({ id: 2, data: Buffer.from([3, 2, 1]) });
  socket.send(encode({ event: 'unheard-of', id: 3 }));
  expect(await next()).toMatchObject({ id: 3, error: { message: 'Unknown event' } });
});

it('sends the events of a broadcast to each client in its own format', async () => {
  const connect = await start();
  const packed = await connect('portico.1.msgpack');
  const text = await connect('portico.1');
  const plain = await connect();
  await packed.next();
  await text.next();
  packed.socket.send(encode({ event: 'tell', data: 'news' }));
  for (const event of ['told', 'told again']) {
    expect(await packed.next()).toEqual({ event, data: 'news' });
    expect(await text.next()).toBe(JSON.stringify({ event, data: 'news' }));
    expect(await plain.next()).toBe(JSON.stringify({ event, data: 'news' }));
  }
});
