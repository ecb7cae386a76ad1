import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type INestApplication, Module, type Type } from '@portico/common';
import { connectIo, connectWs } from '@portico/conformance';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { Server as ForeignIo } from 'socket.io';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { IoAdapter } from './index.js';

class Where {
  where() {
    return { event: 'here', data: this.constructor.name };
  }
}
SubscribeMessage('where')(
  Where.prototype,
  'where',
  Object.getOwnPropertyDescriptor(Where.prototype, 'where') as PropertyDescriptor,
);

@WebSocketGateway()
class OurIo extends Where {}
@WebSocketGateway({ path: '/plain' })
class OurWs extends Where {}

let server: HttpServer;
let port: number;
const cleanup: (() => unknown)[] = [];

beforeEach(async () => {
  server = createServer((_request, response) => response.end("the caller's")).listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  for (const clean of cleanup.splice(0).reverse()) await clean();
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
});

async function start(Gateway: Type, adapter: IoAdapter | WsAdapter): Promise<INestApplication> {
  class GatewayModule {}
  Module({ providers: [Gateway] })(GatewayModule);
  const app = await NestFactory.create(GatewayModule, new ExpressAdapter(), { logger: ['error'] });
  app.useWebSocketAdapter(adapter);
  await app.init();
  return app;
}

function foreignIo(): void {
  const io = new ForeignIo(server, { path: '/foreign', destroyUpgrade: false });
  io.on('connection', (socket) => socket.on('where', () => socket.emit('here', 'foreign')));
  cleanup.push(() => io.disconnectSockets(true));
}

async function expectAt(name: string, connect: () => ReturnType<typeof connectIo | typeof connectWs>): Promise<void> {
  const client = await connect();
  client.send('where');
  expect(await client.next('here')).toBe(name);
  await client.leave();
}

for (const order of ['before', 'after']) {
  it(`serves socket.io and ws of two applications together with another socket.io server that was added ${order} them`, async () => {
    if (order === 'before') foreignIo();
    const apps = [await start(OurIo, new IoAdapter(server)), await start(OurWs, new WsAdapter(server))];
    if (order === 'after') foreignIo();
    for (let round = 0; round < 2; round += 1) {
      await expectAt('OurIo', () => connectIo({ port }));
      await expectAt('OurWs', () => connectWs({ port, path: '/plain' }));
      await expectAt('foreign', () => connectIo({ port, path: '/foreign' }));
    }
    for (const app of apps) await app.close();
    await expectAt('foreign', () => connectIo({ port, path: '/foreign' }));
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("the caller's");
    const handshake = await fetch(`http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`);
    // If the other server has wrapped our listener, it stays and refuses all requests. Otherwise, it is removed.
    expect([handshake.status, await handshake.text()]).toEqual(
      order === 'before' ? [200, "the caller's"] : [403, expect.stringContaining('closed')],
    );
  });
}

it('removes its listeners from a server that it shares with another socket.io server', async () => {
  foreignIo();
  const listeners = () => Object.fromEntries(server.eventNames().map((name) => [name, server.rawListeners(name)]));
  const before = listeners();
  for (let round = 0; round < 20; round += 1) {
    const app = await start(OurIo, new IoAdapter(server));
    await expectAt('OurIo', () => connectIo({ port }));
    await app.close();
    expect(listeners()).toEqual(before);
  }
  await expectAt('foreign', () => connectIo({ port, path: '/foreign' }));
});
