import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Server } from 'ws';
import { MESSAGES_PER_TICK, news } from '../news.js';
import { report } from '../protocol.js';

@WebSocketGateway()
class NewsGateway {
  @WebSocketServer()
  private readonly server!: Server;

  @SubscribeMessage('tick')
  tick(): void {
    for (let id = 0; id < MESSAGES_PER_TICK; id++) {
      const data = news(id);
      for (const client of this.server.clients) client.send(JSON.stringify({ event: 'news', data }));
    }
  }
}

@Module({ providers: [NewsGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
