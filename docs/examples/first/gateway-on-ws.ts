import 'reflect-metadata';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway, type WsResponse } from '@portico/websockets';

@WebSocketGateway()
class EventsGateway {
  @SubscribeMessage('events')
  onEvents(@MessageBody() data: unknown): WsResponse {
    return { event: 'events', data };
  }
}

@Module({ providers: [EventsGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule);
app.useWebSocketAdapter(new WsAdapter(app));
const port = process.env.PORT ?? 3000;
await app.listen(port);
console.log(`Listening on http://localhost:${port}`);
