import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { broadcast, WsAdapter } from '@portico/platform-ws';
import { messageStatsOf, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import type { WebSocket, WebSocketServer as WsServer } from 'ws';
import { MAX_BUFFERED_BYTES, type NewsSample, ROW_BYTES } from './news-limits.js';

const INTERVAL_MS = 50;

const ROW = 'x'.repeat(ROW_BYTES);

@WebSocketGateway()
class NewsGateway {
  @WebSocketServer() readonly server!: WsServer;
  private subscriber: WebSocket | undefined;
  private closeCodes: number[] = [];
  private mostBufferedBytes = 0;

  handleDisconnect(client: WebSocket, code: number) {
    this.closeCodes.push(code);
    if (client === this.subscriber) this.subscriber = undefined;
  }

  @SubscribeMessage('rows')
  subscribe(client: WebSocket) {
    this.subscriber = client;
  }

  /** The time is that of the clock which all processes of a machine share. */
  publish(): void {
    broadcast(this.server.clients, { event: 'news', data: Number(process.hrtime.bigint() / 1_000n) });
    this.subscriber?.send(JSON.stringify({ event: 'row', data: ROW }));
    const buffered = messageStatsOf(this.server)?.bufferedBytes ?? 0;
    this.mostBufferedBytes = Math.max(this.mostBufferedBytes, buffered);
  }

  takeSample(): NewsSample {
    const { mostBufferedBytes, closeCodes } = this;
    this.mostBufferedBytes = 0;
    this.closeCodes = [];
    return { mostBufferedBytes, closeCodes };
  }
}

@Module({ providers: [NewsGateway] })
class NewsModule {}

const app = await NestFactory.create(NewsModule, new FastifyAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app, { maxBufferedBytes: MAX_BUFFERED_BYTES }));
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
const gateway = app.get(NewsGateway);
setInterval(() => gateway.publish(), INTERVAL_MS);
process.on('message', () => process.send?.(gateway.takeSample()));
process.send?.({ port: (app.getHttpServer().address() as AddressInfo).port });
