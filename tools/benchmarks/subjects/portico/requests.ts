import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { report } from '../protocol.js';

@WebSocketGateway()
class EchoGateway {
  /** For documented frames, which have no reply but an event. */
  @SubscribeMessage('echo')
  echo(@MessageBody() data: object) {
    return { event: 'echo', data };
  }

  @SubscribeMessage('request')
  request(@MessageBody() data: object) {
    return data;
  }
}

@Module({ providers: [EchoGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
