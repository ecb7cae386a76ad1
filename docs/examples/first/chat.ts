import 'reflect-metadata';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';

@WebSocketGateway()
class ChatGateway {
  @GatewayClients() private readonly clients!: GatewayClients;

  @SubscribeMessage('join')
  async join(@ConnectedClient() client: GatewayClient) {
    await client.join('lobby');
  }

  @SubscribeMessage('say')
  say(@MessageBody() text: string) {
    this.clients.to('lobby').emit('said', text);
  }
}

@Module({ providers: [ChatGateway] })
class AppModule {}

const app = await NestFactory.create(AppModule);
const port = process.env.PORT ?? 3000;
await app.listen(port);
console.log(`Listening on http://localhost:${port}`);
