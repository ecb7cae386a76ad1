import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { type INestApplication, Module, type WebSocketAdapter } from '@portico/common';
import { type AbstractHttpAdapter, NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { MESSAGES_PER_TICK, news } from '../news.js';
import { report } from '../protocol.js';

@WebSocketGateway()
class NewsGateway {
  @GatewayClients() private readonly clients!: GatewayClients;

  async handleConnection(@ConnectedClient() client: GatewayClient) {
    await client.join('news');
  }

  @SubscribeMessage('tick')
  tick(): void {
    for (let id = 0; id < MESSAGES_PER_TICK; id++) this.clients.to('news').emit('news', news(id));
  }
}

@Module({ providers: [NewsGateway] })
class AppModule {}

/** Serves a gateway that sends news to a room. */
export async function serveRoomNews(
  createAdapter: (app: INestApplication) => WebSocketAdapter,
  httpAdapter: AbstractHttpAdapter = new ExpressAdapter(),
): Promise<void> {
  const app = await NestFactory.create(AppModule, httpAdapter, { logger: false });
  app.useWebSocketAdapter(createAdapter(app));
  await app.listen(0, '127.0.0.1');
  report((app.getHttpServer().address() as AddressInfo).port);
}
