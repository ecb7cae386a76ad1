import type { AddressInfo } from 'node:net';
import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { tolerateOutages, WebSocketGateway } from '@portico/websockets';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import { waitUntil } from '../../src/index.js';

@WebSocketGateway({ connectionStateRecovery: { maxDisconnectionDuration: Number(process.env.DURATION_MS) } })
class Desk {}

@Module({ providers: [Desk] })
class DeskModule {}

/** An application in a process of its own, which a test can suspend. Sends its port. */
const name = 'desk-process';
const redis = createClient({ url: process.env.REDIS_URL as string, name });
redis.on('error', () => undefined);
await redis.connect();
const app = await NestFactory.create(DeskModule, new ExpressAdapter(), { logger: ['error'] });
app.useWebSocketAdapter(new WsAdapter(app, { adapter: createAdapter(tolerateOutages(redis)) }));
await app.listen(0, '127.0.0.1');
// The room adapter opens its own connections, and does not wait for them.
await waitUntil(async () => {
  const own = (await redis.clientList()).filter((each) => each.name === name);
  return ['xread', 'subscribe'].every((command) => own.some(({ cmd }) => cmd === command));
});
const { port } = app.getHttpServer().address() as AddressInfo;
process.send?.(port);
