import http from 'node:http';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { MessageBody, SubscribeMessage, WebSocketGateway } from '@portico/websockets';
import express from 'express';
import { ShutdownObserver } from './shutdown-observer.js';

@WebSocketGateway()
class EchoGateway {
  @SubscribeMessage('echo')
  echo(@MessageBody() text: string) {
    return { event: 'echo', data: text };
  }
}

@Module({ providers: [EchoGateway, ShutdownObserver] })
class AppModule {}

const server = express();
const app = await NestFactory.create(AppModule, new ExpressAdapter(server));
app.useWebSocketAdapter(new WsAdapter(app));
await app.init();

const httpServer = http.createServer(server).listen(process.env.PORT ?? 3000);
app.get(ShutdownObserver).addHttpServer(httpServer);

// #region upgrade
httpServer.on('upgrade', (...upgrade) => app.getHttpServer().emit('upgrade', ...upgrade));

// #endregion

export { app, httpServer };
