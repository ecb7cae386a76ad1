import { Module } from '@portico/common';
import { NestFactory } from '@portico/core';
import { ExpressAdapter } from '@portico/platform-express';
import { WsAdapter } from '@portico/platform-ws';
import { GatewayClients, tolerateOutages, WebSocketGateway } from '@portico/websockets';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import { waitUntil } from '../../src/index.js';

@WebSocketGateway()
class Lobby {
  @GatewayClients() readonly clients!: GatewayClients;
}

@Module({ providers: [Lobby] })
class LobbyModule {}

/** Tells when its event loop still runs, while its connections to Redis give up reconnecting. */
const url = process.env.REDIS_URL as string;
const redis = createClient({
  url,
  socket: { reconnectStrategy: (retries) => (retries < 3 ? 20 : new Error('gave up')) },
});
redis.on('error', () => undefined);
await redis.connect();
const app = await NestFactory.create(LobbyModule, new ExpressAdapter(), { logger: ['error'] });
app.useWebSocketAdapter(new WsAdapter(app, { adapter: createAdapter(tolerateOutages(redis)) }));
await app.listen(0, '127.0.0.1');
// The room adapter opens its own connections, and does not wait for them.
await waitUntil(async () => {
  const commands = new Set((await redis.clientList()).map(({ cmd }) => cmd));
  return commands.has('xread') && commands.has('subscribe');
});
process.send?.('ready');
process.on('message', (message) => {
  if (message === 'ping') process.send?.('pong');
  if (message === 'stop') void app.close().then(() => process.exit(0));
});
