import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { ConnectionParam, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { IoAdapter } from './index.js';

class Place {
  @SubscribeMessage('where')
  where(@ConnectionParam() params: object) {
    return { is: this.constructor.name, ...params };
  }
}

it('serves paths with parameters to clients that poll, together with other paths and routes', async () => {
  @WebSocketGateway({ path: '/rooms/vip' })
  class Vip extends Place {}
  @WebSocketGateway({ path: '/rooms/:room' })
  class Room extends Place {}
  @WebSocketGateway({ path: '/:kind/lobby' })
  class Kind extends Place {}
  @Controller('rooms')
  class Rooms {
    @Get(':room')
    page() {
      return 'a page';
    }
  }
  @Module({ providers: [Room, Vip, Kind], controllers: [Rooms] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
  onTestFinished(() => app.close());
  app.useWebSocketAdapter(new IoAdapter(app));
  const server = app.getHttpServer();
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const where = async (path: string, transports: string[]): Promise<unknown> => {
    const client = io(url, { path, transports, forceNew: true, reconnection: false });
    onTestFinished(() => void client.disconnect());
    return client.timeout(3_000).emitWithAck('where');
  };
  for (const transports of [['polling'], ['websocket'], ['polling', 'websocket']]) {
    expect(await where('/rooms/caf%C3%A9', transports)).toEqual({ is: 'Room', room: 'café' });
    expect(await where('/rooms/vip', transports)).toEqual({ is: 'Vip' });
    expect(await where('/other/lobby', transports)).toEqual({ is: 'Kind', kind: 'other' });
  }
  const statusOf = async (path: string) => (await fetch(`${url}${path}?EIO=4&transport=polling`)).status;
  expect(await (await fetch(`${url}/rooms/lobby`)).text()).toBe('a page');
  expect(await statusOf('/rooms/lobby/')).toBe(200);
  expect(await statusOf('/rooms/a/b/')).toBe(404);
  expect(await statusOf('/rooms/:room/below/')).toBe(404);
  // A spelling of the path of another gateway that its library does not support. The pattern must not match it either.
  expect(await (await fetch(`${url}/rooms/%76ip/?EIO=4&transport=polling`)).text()).toBe('a page');
});

it('removes everything that it added to an HTTP server', async () => {
  const server = createServer(() => undefined);
  const listeners = server.listeners('request');
  const adapter = new IoAdapter(server);
  const servers = ['/rooms/vip', '/rooms/:room'].map((path) => adapter.create(0, { path }));
  expect(server.listeners('request')).not.toEqual(listeners);
  for (const each of servers.reverse()) await adapter.close(each);
  expect(server.listeners('request')).toEqual(listeners);
  expect(server.listenerCount('upgrade')).toBe(0);
});
