import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { FastifyAdapter } from '@portico/platform-fastify';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { WsAdapter } from '../src/index.js';

/** How long handlers go on when the signal has come, in milliseconds. */
const REST_MS = 300;

const released = new Promise<void>((resolve) => {
  process.once('SIGTERM', () => setTimeout(resolve, REST_MS));
});
let underWay = 0;

/** Every handler is still running when the process receives SIGTERM. */
@WebSocketGateway()
class Work {
  @SubscribeMessage('work')
  async work(@MessageBody() id: number) {
    underWay += 1;
    process.send?.({ underWay });
    await released;
    return { event: 'done', data: id };
  }
  async handleDisconnect() {
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
  }
  onApplicationShutdown() {
    process.send?.({ leftAtShutdown: underWay });
  }
}

@Module({ providers: [Work] })
class AppModule {}

const adapter = process.env.HTTP === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
const app = await NestFactory.create(AppModule, adapter, { logger: ['error', 'warn'] });
app.useWebSocketAdapter(new WsAdapter(app));
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
process.send?.({ port: (app.getHttpServer().address() as AddressInfo).port });
