import 'reflect-metadata';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { map, Subject } from 'rxjs';

@WebSocketGateway()
class ChatGateway {
  private readonly messages = new Subject<string>();

  @SubscribeMessage('join')
  join() {
    return this.messages.pipe(map((data) => ({ event: 'said', data }))); // until the client disconnects
  }

  @SubscribeMessage('say')
  say(@MessageBody() text: string) {
    this.messages.next(text);
  }
}

@Module({ providers: [ChatGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule);
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
