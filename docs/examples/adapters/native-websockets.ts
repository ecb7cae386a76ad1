import 'reflect-metadata';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { WsAdapter } from '@portico/platform-ws';
import { UsersGateway } from './users.gateway.js';

@Module({ providers: [UsersGateway] })
class AppModule {}

// #region use
const app = await NestFactory.create(AppModule);
app.useWebSocketAdapter(new WsAdapter(app));
// #endregion
await app.listen(process.env.PORT ?? 3000);
console.log(`Listening on ${await app.getUrl()}`);
