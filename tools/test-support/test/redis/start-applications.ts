import { type INestApplication, type Type } from '@portico/common';
import { startGateways } from '@portico/conformance';
import { ExpressAdapter } from '@portico/platform-express';
import { IoAdapter } from '@portico/platform-socket.io';
import { WsAdapter } from '@portico/platform-ws';
import { tolerateOutages } from '@portico/websockets';
import { createAdapter, createShardedAdapter } from '@socket.io/redis-adapter';
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter';
import { createClient } from 'redis';
import type { Server } from 'socket.io';
import { onTestFinished } from 'vitest';
import { waitUntil } from '../../src/index.js';

export type Library = 'socket.io' | 'ws';
export type Engine = 'redis' | 'redis-sharded' | 'redis-streams';

export interface SharedSetup<G> {
  readonly library: Library;
  readonly engine: Engine;
  readonly url: string;
  /** One class for each application: the decorators keep which clients belong to it. */
  readonly createGateway: () => Type<G>;
  readonly count?: number;
  readonly maxLen?: number;
}

export interface SharedApplication<G> {
  readonly app: INestApplication;
  readonly gateway: G;
  readonly port: number;
  readonly logger: Readonly<Record<'errors' | 'warnings', readonly string[]>>;
}

/** Starts applications that share their rooms, as processes do: each has its own connections to Redis. */
export async function startApplications<G>(setup: SharedSetup<G>): Promise<SharedApplication<G>[]> {
  const started: SharedApplication<G>[] = [];
  for (let index = 0; index < (setup.count ?? 2); index += 1) {
    const connections = await connect(setup.url);
    const factory = factoryOf(setup, connections);
    const Gateway = setup.createGateway();
    const { app, port, logger } = await startGateways({
      providers: [Gateway],
      httpAdapter: new ExpressAdapter(),
      createAdapter: (own) =>
        setup.library === 'ws'
          ? new WsAdapter(own, { adapter: factory })
          : Object.assign(new RoomIoAdapter(own), { factory }),
    });
    started.push({ app, port, logger, gateway: app.get(Gateway) });
  }
  return started;
}

/** Waits until the applications know each other, and events of each one arrive at the others. */
export async function untilShared(fetches: readonly (() => Promise<readonly unknown[]>)[], clients: number) {
  const all = async () =>
    (await Promise.all(fetches.map((fetch) => fetch()))).every(({ length }) => length === clients);
  await waitUntil(all, { what: 'clients in all applications' });
}

class RoomIoAdapter extends IoAdapter {
  factory: ReturnType<typeof factoryOf> | undefined;

  override createIOServer(port: number, options?: object): Server {
    const server: Server = super.createIOServer(port, options);
    // The types of room adapters are those of one namespace class.
    server.adapter(this.factory as never);
    return server;
  }
}

type Client = ReturnType<typeof createClient>;

/** Closed after the application, whose room adapters may still use them. */
async function connect(url: string): Promise<readonly [publisher: Client, subscriber: Client]> {
  const publisher: Client = createClient({ url, socket: { reconnectStrategy: 50 } });
  const subscriber: Client = publisher.duplicate();
  const clients = [publisher, subscriber] as const;
  for (const client of clients) client.on('error', () => undefined);
  onTestFinished(() => {
    for (const client of clients) if (client.isOpen) client.destroy();
  });
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}

function factoryOf({ engine, maxLen }: SharedSetup<unknown>, [publisher, subscriber]: readonly [Client, Client]) {
  const [pub, sub] = [tolerateOutages(publisher), tolerateOutages(subscriber)];
  const heartbeat = { heartbeatInterval: 200, heartbeatTimeout: 1_000 };
  if (engine === 'redis') return createAdapter(pub, sub, { requestsTimeout: 1_000 });
  if (engine === 'redis-sharded') return createShardedAdapter(pub, sub, { subscriptionMode: 'static' });
  return createStreamsAdapter(pub, { ...heartbeat, ...(maxLen && { maxLen }) });
}
