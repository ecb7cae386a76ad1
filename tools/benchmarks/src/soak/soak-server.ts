import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Module, Signal } from '@portico/common';
import { NestFactory } from '@portico/core';
import { FastifyAdapter } from '@portico/platform-fastify';
import { WsAdapter } from '@portico/platform-ws';
import {
  ConnectedClient,
  type GatewayClient,
  GatewayClients,
  MessageBody,
  type MessageStats,
  messageStatsOf,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  WsException,
} from '@portico/websockets';

/** What the server reports when it is asked, after a garbage collection. */
export interface SoakSample {
  readonly stats: MessageStats;
  /** Sum of all counts but `accepted`: has to be equal to it. */
  readonly sum: number;
  readonly producers: Producers;
  readonly clients: number;
  readonly heapMiB: number;
  /** Buffers, which are outside of the heap. */
  readonly externalMiB: number;
  readonly rssMiB: number;
}

/** The generators behind the streams. */
interface Producers {
  /** Those that have not ended. */
  open: number;
  /** Those that were ended early by a client that is still connected. */
  cancelled: number;
}

const STREAM_VALUES = 50;
const producers: Producers = { open: 0, cancelled: 0 };
const ROW = 'x'.repeat(4_096);

@WebSocketGateway({ dispatch: { concurrency: 4, queueSize: 64, overflow: 'pause' } })
class SoakGateway {
  @WebSocketServer() server!: { clients: ReadonlySet<unknown> };
  @GatewayClients() private readonly clients!: GatewayClients;

  @SubscribeMessage('echo')
  echo(@MessageBody() data: unknown) {
    return { event: 'reply', data };
  }

  @SubscribeMessage('later')
  async later(@MessageBody() data: { ms: number }) {
    await delay(data.ms);
    return { event: 'reply', data };
  }

  @SubscribeMessage('enter')
  async enter(@ConnectedClient() client: GatewayClient, @MessageBody() room: number) {
    await client.join(`room-${room}`);
  }

  @SubscribeMessage('exit')
  async exit(@ConnectedClient() client: GatewayClient, @MessageBody() room: number) {
    await client.leave(`room-${room}`);
  }

  @SubscribeMessage('say')
  say(@MessageBody() room: number) {
    this.clients.to(`room-${room}`).emit('said', { room });
  }

  @SubscribeMessage('fail')
  fail() {
    throw new WsException('as asked for');
  }

  @SubscribeMessage('stream')
  async *stream(@ConnectedClient() client: GatewayClient, @Signal() signal: AbortSignal) {
    let data = 0;
    producers.open += 1;
    try {
      for (; data < STREAM_VALUES && !signal.aborted; data += 1) {
        yield { event: 'value', data };
        await delay(5);
      }
    } finally {
      producers.open -= 1;
      if (data < STREAM_VALUES && client.connected) producers.cancelled += 1;
    }
  }

  @SubscribeMessage('flood')
  async *flood() {
    for (let count = 0; count < 2_000; count += 1) yield { event: 'row', data: ROW };
  }
}

@Module({ providers: [SoakGateway] })
class SoakModule {}

const app = await NestFactory.create(SoakModule, new FastifyAdapter(), { logger: false });
app.useWebSocketAdapter(new WsAdapter(app));
app.enableShutdownHooks();
await app.listen(0, '127.0.0.1');
const { server } = app.get(SoakGateway);
process.send?.({ port: (app.getHttpServer().address() as AddressInfo).port });

function sample(): SoakSample {
  globalThis.gc?.();
  const stats = messageStatsOf(server) as MessageStats;
  const { accepted, completed, failed, discarded, running, streaming, queued, bufferedBytes, unshared } = stats;
  const sum =
    completed +
    failed +
    running +
    streaming +
    queued +
    Object.values(discarded).reduce((total, each) => total + each, 0);
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    stats: { accepted, completed, failed, discarded, running, streaming, queued, bufferedBytes, unshared },
    sum,
    producers,
    clients: server.clients.size,
    heapMiB: heapUsed / 2 ** 20,
    externalMiB: external / 2 ** 20,
    rssMiB: rss / 2 ** 20,
  };
}
process.on('message', () => process.send?.(sample()));
