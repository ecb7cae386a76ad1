import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { report } from '../protocol.js';
import { connectEngine } from './room-engine.js';

/** One of several processes whose rooms are shared by an engine. */
const [engine = '', url = ''] = process.argv.slice(2);

@WebSocketGateway()
class NewsGateway {
  @GatewayClients() private readonly clients!: GatewayClients;

  @SubscribeMessage('enter')
  async enter(@ConnectedClient() client: GatewayClient) {
    await client.join('news');
    return { event: 'entered', data: null };
  }

  /** The time is that of the clock which all processes of a machine share, in microseconds. */
  @SubscribeMessage('publish')
  publish(@MessageBody() { count, bytes }: { count: number; bytes: number }): void {
    const text = 'x'.repeat(bytes);
    const room = this.clients.to('news');
    for (let id = 0; id < count; id += 1) {
      room.emit('news', { at: Number(process.hrtime.bigint() / 1_000n), text });
    }
  }
}

@Module({ providers: [NewsGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: ['error', 'warn'] });
app.useWebSocketAdapter(new WsAdapter(app, { adapter: await connectEngine(engine, url) }));
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
