import { type EventEmitter, once } from 'node:events';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { type INestApplication, Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { broadcast, WsAdapter } from '@portico/platform-ws';
import {
  MessageBody,
  type OnGatewayConnection,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';
import { NEVER, of, startWith } from 'rxjs';
import type { WebSocket } from 'ws';
import { type Command, LIMITS, type Measurement, type WsPlatform } from './contract.js';

const platform = process.env.PLATFORM as WsPlatform;
/** Seen to be noticed by the test. */
const isLeaking = process.env.LEAK === 'yes';

interface Client extends EventEmitter {
  /** socket.io's own request; ws hands it over beside the client. */
  readonly request?: IncomingMessage;
}

@WebSocketGateway({
  maxPayload: LIMITS.frameBytes,
  maxHttpBufferSize: LIMITS.frameBytes,
  maxBufferedBytes: LIMITS.bufferedBytes,
  perMessageDeflate: true,
  connectTimeout: 1_000,
})
class Attacked implements OnGatewayConnection<Client> {
  @WebSocketServer() readonly server!: { clients: Iterable<WebSocket>; emit(event: string, data: unknown): void };
  private readonly kept: object[] = [];

  async handleConnection(client: Client, accepted?: IncomingMessage): Promise<void> {
    if (isLeaking) this.kept.push(client);
    // Clients of this path are never accepted, and wait until they disconnect.
    const { url } = (client.request ?? accepted) as IncomingMessage;
    if (url?.includes('wait')) await once(client, platform === 'ws' ? 'close' : 'disconnect');
    else await new Promise((resolve) => setImmediate(resolve));
  }

  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return { event: 'echo', data };
  }

  @SubscribeMessage('stream')
  stream() {
    return NEVER.pipe(startWith({ event: 'streaming', data: true }));
  }

  @SubscribeMessage('fail')
  async fail() {
    throw new WsException('failed');
  }

  @SubscribeMessage('unsendable')
  unsendable() {
    return of({ event: 'unsendable', data: 5n });
  }

  shout(text: string): void {
    if (platform === 'ws') broadcast(this.server.clients, { event: 'shout', data: text });
    else this.server.emit('shout', text);
  }
}

@Module({ providers: [Attacked] })
class AppModule {}

async function start(): Promise<INestApplication> {
  const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
  app.useWebSocketAdapter(platform === 'ws' ? new WsAdapter(app) : new IoAdapter(app));
  return app.listen(0, '127.0.0.1').then(() => app);
}

const app = await start();
const http = app.getHttpServer() as HttpServer;
const connections = promisify(http.getConnections.bind(http));
const gc = globalThis.gc as () => void;

async function measure(): Promise<Measurement> {
  // Several times: objects that a finalizer releases are collected by the next run.
  for (let count = 0; count < 4; count += 1) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return { bytes: heapUsed + external, connections: await connections() };
}

async function obey(command: Command): Promise<unknown> {
  switch (command.what) {
    case 'shout':
      for (let count = 0; count < command.times; count += 1) {
        app.get(Attacked).shout(`${count} ${'x'.repeat(command.bytes)}`);
        await new Promise((resolve) => setImmediate(resolve));
      }
      return connections();
    case 'connections':
      return connections();
    case 'measure':
      return measure();
  }
}

process.on('message', async (command: Command) => process.send?.({ id: command.id, answer: await obey(command) }));
process.on('disconnect', () => process.exit());
process.send?.({ id: 0, answer: (http.address() as AddressInfo).port });
