import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { Module, type Type } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@portico/websockets';
import { report } from '../protocol.js';

const [gateways = 1, handlers = 1] = process.argv.slice(2).map(Number);
const BROADCASTS_PER_TICK = 100;

@WebSocketGateway()
class RoomsGateway {
  @GatewayClients() private readonly clients!: GatewayClients;
  private next = 0;

  /** The rooms of one client: `first`, and so many after it. */
  @SubscribeMessage('join')
  async join(
    @ConnectedClient() client: GatewayClient,
    @MessageBody() { first, count }: { first: number; count: number },
  ) {
    await client.join(Array.from({ length: count }, (_, index) => `room-${first + index}`));
    return { event: 'joined', data: client.rooms.size };
  }

  @SubscribeMessage('enter-and-leave')
  async enterAndLeave(@ConnectedClient() client: GatewayClient) {
    await client.join('one-more');
    await client.leave('one-more');
    return { event: 'left', data: null };
  }

  /** An event for each of the next rooms, of so many. */
  @SubscribeMessage('tick')
  tick(@MessageBody() rooms: number): void {
    for (let count = 0; count < BROADCASTS_PER_TICK; count += 1) {
      this.clients.to(`room-${this.next % rooms}`).emit('news', 'something has happened');
      this.next += 1;
    }
  }

  @SubscribeMessage('announce')
  announce(): void {
    this.clients.emit('news', 'something has happened');
  }
}

/** With its last event `echo-LAST`. */
function echoGateway(index: number): Type<object> {
  class EchoGateway {}
  for (let handler = 0; handler < handlers; handler += 1) {
    const isLast = index === gateways - 1 && handler === handlers - 1;
    const event = isLast ? 'echo-last' : `echo-${index}-${handler}`;
    const method = `on${handler}`;
    Object.defineProperty(EchoGateway.prototype, method, {
      value: (_client: object, data: unknown) => ({ event, data }),
      configurable: true,
      writable: true,
    });
    SubscribeMessage(event)(
      EchoGateway.prototype,
      method,
      Object.getOwnPropertyDescriptor(EchoGateway.prototype, method)!,
    );
  }
  WebSocketGateway()(EchoGateway);
  return EchoGateway;
}

@Module({ providers: [RoomsGateway, ...Array.from({ length: gateways }, (_, index) => echoGateway(index))] })
class AppModule {}

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
await app.listen(0, '127.0.0.1');
report((app.getHttpServer().address() as AddressInfo).port);
