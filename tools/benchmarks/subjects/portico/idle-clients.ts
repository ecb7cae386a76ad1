import 'reflect-metadata';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { broadcast, WsAdapter } from '@portico/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { WebSocket, WebSocketServer as WsServer } from 'ws';
import { ANNOUNCEMENT } from '../announcement.js';
import { reportIdleClients } from '../idle-clients.js';

@WebSocketGateway()
class NewsGateway {
  @WebSocketServer() readonly server!: WsServer;

  @SubscribeMessage('echo')
  echo(@MessageBody() data: object): object {
    return { event: 'echo', data };
  }

  handleDisconnect(_client: WebSocket): void {}
}

@Module({ providers: [NewsGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(0, '127.0.0.1');
const { clients } = app.get(NewsGateway).server;
reportIdleClients(app.getHttpServer(), clients, () => void broadcast(clients, ANNOUNCEMENT));
