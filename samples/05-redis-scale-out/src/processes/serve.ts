import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INestApplication } from '@portico/common';
import { NestFactory } from '@portico/core';
import type { NestExpressApplication } from '@portico/platform-express';
import type { AbstractWsAdapter } from '@portico/websockets';
import { AppModule } from '../app.module.js';
import { servePage } from '../page.js';
import { ClusterIoAdapter } from '../scaling/cluster-io-adapter.js';
import { createClusterWsAdapter } from '../scaling/cluster-ws-adapter.js';
import { RedisIoAdapter } from '../scaling/redis-io-adapter.js';
import { RedisWsAdapter } from '../scaling/redis-ws-adapter.js';
import type { ServingMessage, SignalledMessage } from './messages.js';

/** Serves the application in this process until the primary stops it. */
export async function run(): Promise<void> {
  const { PROCESS_NUMBER, REDIS_URL, WS } = process.env;
  let serving: INestApplication | undefined;
  stopWithPrimary(() => serving?.close());
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(Number(PROCESS_NUMBER)), {
    logger: ['error', 'warn'],
  });
  servePage(app);
  app.useWebSocketAdapter(await createAdapter(app, WS, REDIS_URL));
  // Without `exclusive`, the processes of the cluster would share one port, and the proxy could not choose a process.
  const [server] = (await app.listen([{ port: 0, host: '127.0.0.1', exclusive: true }])) as [Server];
  serving = app;
  const message: ServingMessage = { type: 'serving', port: (server.address() as AddressInfo).port };
  process.send?.(message);
}

/**
 * The primary decides when to stop, and this process forwards signals to it. The listeners are added
 * first, so that a signal during start-up also stops the process.
 */
function stopWithPrimary(close: () => Promise<void> | undefined): void {
  const message: SignalledMessage = { type: 'signalled' };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.send?.(message));
  process.on('message', (told) => {
    if (told === 'stop') void Promise.resolve(close()).then(() => process.exit(0));
  });
}

// #region choose
async function createAdapter(app: INestApplication, ws?: string, redisUrl?: string): Promise<AbstractWsAdapter> {
  if (!redisUrl) return ws === 'ws' ? createClusterWsAdapter(app) : new ClusterIoAdapter(app);
  const adapter = ws === 'ws' ? new RedisWsAdapter(app, redisUrl) : new RedisIoAdapter(app, redisUrl);
  await adapter.connectToRedis();
  return adapter;
}
// #endregion
