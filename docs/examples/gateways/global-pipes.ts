import 'reflect-metadata';
import { Module, ValidationPipe } from '@portico/common';
import { NestFactory } from '@portico/core';
import { IoAdapter } from '@portico/platform-socket.io';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import { IsString } from 'class-validator';

class Greeting {
  @IsString() name!: string;
}

@WebSocketGateway()
class GreetingsGateway {
  @SubscribeMessage('greet')
  greet(@MessageBody() { name }: Greeting): string {
    return `Hello ${name}`;
  }
}

@Module({ providers: [GreetingsGateway] })
class AppModule {}

// #region inherit
const app = await NestFactory.create(AppModule);
app.useWebSocketAdapter(new IoAdapter(app), { inheritAppConfig: true });
app.useGlobalPipes(new ValidationPipe());
// #endregion
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
