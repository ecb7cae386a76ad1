import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type INestApplication, Module, type WebSocketAdapter } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { MessageBody, messageStatsOf, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@portico/websockets';
import { type DrainReport, type Library, SHUTDOWN } from './drain-report.js';

const library = process.argv[2] as Library;

@WebSocketGateway()
class WorkGateway {
  @WebSocketServer() readonly server!: object;

  /** Documented clients of ws receive an event; with an acknowledgement of socket.io, the data alone. */
  @SubscribeMessage('work')
  async work(@MessageBody() { id, ms }: { id: number; ms: number }) {
    await delay(ms);
    return library === 'ws' ? { event: 'done', data: id } : id;
  }
}

@Module({ providers: [WorkGateway] })
class WorkModule {}

function adapterFor(app: INestApplication): WebSocketAdapter {
  return library === 'ws' ? new WsAdapter(app, { shutdown: SHUTDOWN }) : new IoAdapter(app, { shutdown: SHUTDOWN });
}

const app = await NestFactory.create(WorkModule, new FastifyAdapter(), { logger: ['error', 'warn'] });
app.useWebSocketAdapter(adapterFor(app));
await app.listen(0, '127.0.0.1');
const { server } = app.get(WorkGateway);

process.on('message', async (question: 'look' | 'close') => {
  if (question === 'look') {
    process.send?.(messageStatsOf(server)?.accepted ?? 0);
    return;
  }
  const begin = performance.now();
  await app.close();
  const { completed = 0, failed = 0 } = messageStatsOf(server) ?? {};
  process.send?.({ closedMs: performance.now() - begin, answered: completed, failed } satisfies DrainReport);
  process.disconnect();
});
// If the command is interrupted.
process.on('disconnect', () => process.exit());
process.send?.((app.getHttpServer().address() as AddressInfo).port);
