import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { from } from 'rxjs';
import type { WebSocketServer as WsServer } from 'ws';
import { loadDocumentedAdapter } from '../src/documented-adapter.fixture.js';

function cyclic(): object {
  const value: Record<string, unknown> = { event: 'never sent' };
  value.data = value;
  return value;
}

@WebSocketGateway()
class Unsendable {
  @WebSocketServer() readonly server!: WsServer;
  @SubscribeMessage('bigint')
  bigint() {
    return 5n;
  }
  @SubscribeMessage('value')
  value() {
    return cyclic();
  }
  @SubscribeMessage('promise')
  async promise() {
    return cyclic();
  }
  @SubscribeMessage('stream')
  stream() {
    return from([{ event: 'first', data: 1 }, cyclic(), { event: 'after the end', data: 3 }]);
  }
  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return { event: 'echo', data };
  }
}

@Module({ providers: [Unsendable] })
class AppModule {}

const DocumentedAdapter = loadDocumentedAdapter();
const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: ['error', 'warn'] });
app.useWebSocketAdapter(new DocumentedAdapter(app));
await app.listen(0, '127.0.0.1');
// The adapter of the documents takes port 0 as ws does, and opens whichever is free.
process.send?.((app.get(Unsendable).server.address() as AddressInfo).port);
