import { startPostgres, startRedis } from '@portico/test-support';
import pg from 'pg';
import { engineBinary } from '../measure/engine-binary.js';

/** The server of an engine, started for one measurement. */
export interface EngineServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** What shares rooms between processes. */
export interface Engine {
  /** As `subjects/portico/room-engine` has it. */
  readonly name: string;
  readonly title: string;
  start(): Promise<EngineServer>;
}

async function redis(): Promise<EngineServer> {
  return startRedis(engineBinary('redis-server'));
}

async function postgres(): Promise<EngineServer> {
  const server = await startPostgres(engineBinary('initdb'));
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  // Here, because processes that create the table at the same time fail.
  await client.query(
    'CREATE TABLE socket_io_attachments (id bigserial UNIQUE, created_at timestamptz DEFAULT NOW(), payload bytea)',
  );
  await client.end();
  return server;
}

export const engines: readonly Engine[] = [
  { name: 'redis', title: 'Redis Pub/Sub', start: redis },
  { name: 'redis-sharded', title: 'Redis sharded Pub/Sub', start: redis },
  { name: 'redis-streams', title: 'Redis Streams', start: redis },
  { name: 'postgres', title: 'PostgreSQL', start: postgres },
];
