import 'reflect-metadata';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { Server } from 'socket.io';

@WebSocketGateway({ cors: true })
class EventsGateway {
  @WebSocketServer() server!: Server;

  @SubscribeMessage('events')
  onEvents(@MessageBody() text: string): string {
    this.server.emit('said', text);
    return text; // acknowledges the sender
  }
}

@Module({ providers: [EventsGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule);
const port = process.env.PORT ?? 3000;
await app.listen(port);
console.log(`Listening on http://localhost:${port}`);
