import { tolerateOutages } from '@portico/websockets';
import type { RoomAdapterFactory } from '@portico/websockets/adapters';
import { createAdapter as createPostgresAdapter } from '@socket.io/postgres-adapter';
import { createAdapter as createRedisAdapter, createShardedAdapter } from '@socket.io/redis-adapter';
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter';
import pg from 'pg';
import { createClient } from 'redis';

/** Connects to what shares rooms between processes, by the name that `engines` has for it. */
export async function connectEngine(name: string, url: string): Promise<RoomAdapterFactory> {
  switch (name) {
    case 'redis':
      return createRedisAdapter(await connectRedis(url), await connectRedis(url));
    case 'redis-sharded':
      return createShardedAdapter(await connectRedis(url), await connectRedis(url));
    case 'redis-streams':
      return createStreamsAdapter(tolerateOutages(await connectRedis(url)));
    case 'postgres':
      return connectPostgres(url);
    default:
      throw new Error(`There is no engine ${name}.`);
  }
}

async function connectPostgres(connectionString: string): Promise<RoomAdapterFactory> {
  const pool = tolerateOutages(new pg.Pool({ connectionString }));
  pool.on('error', (error: Error) => console.error(error));
  return createPostgresAdapter(pool);
}

async function connectRedis(url: string) {
  const client = createClient({ url });
  client.on('error', (error: Error) => console.error(error));
  await client.connect();
  return client;
}
