import { tolerateOutages } from '@portico/websockets';
import { createAdapter as createClusterAdapter } from '@socket.io/cluster-adapter';
import { createAdapter as createPostgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as createRedisAdapter, createShardedAdapter } from '@socket.io/redis-adapter';
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter';
import pg from 'pg';
import { createClient } from 'redis';

export type RoomEngine = (namespace: any) => any;

const HEARTBEAT = { heartbeatInterval: 300, heartbeatTimeout: 1_000 };

/** What shares rooms between processes, by name; those whose server does not run are left out. */
export async function connectEngines(
  prefix: string,
  { REDIS_URL, POSTGRES_URL }: NodeJS.ProcessEnv,
): Promise<Map<string, RoomEngine>> {
  const engines = new Map<string, RoomEngine>();
  engines.set('cluster', createClusterAdapter(HEARTBEAT));
  if (REDIS_URL) {
    const pub = await connectRedis(REDIS_URL);
    const sub = await connectRedis(REDIS_URL);
    const streams = tolerateOutages(await connectRedis(REDIS_URL));
    engines.set('redis', createRedisAdapter(pub, sub, { key: prefix, requestsTimeout: 2_000 }));
    engines.set(
      'redis-sharded',
      createShardedAdapter(await connectRedis(REDIS_URL), await connectRedis(REDIS_URL), {
        channelPrefix: `${prefix}-sharded`,
        // Otherwise an event is lost that is sent while a process subscribes to the channel of its room.
        subscriptionMode: 'static',
      }),
    );
    engines.set(
      'redis-streams',
      createStreamsAdapter(streams, {
        streamName: `${prefix}-stream`,
        channelPrefix: `${prefix}-stream`,
        ...HEARTBEAT,
      }),
    );
  }
  if (POSTGRES_URL) {
    const pool = tolerateOutages(new pg.Pool({ connectionString: POSTGRES_URL }));
    pool.on('error', () => undefined);
    engines.set('postgres', createPostgresAdapter(pool, { channelPrefix: prefix, ...HEARTBEAT }));
  }
  return engines;
}

async function connectRedis(url: string) {
  const client = createClient({ url, socket: { reconnectStrategy: 100 } });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
