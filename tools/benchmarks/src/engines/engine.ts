import { createAttachmentsTable, startPostgres, startRedis } from '@portico/test-support';
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
  await createAttachmentsTable(server.url);
  return server;
}

export const engines: readonly Engine[] = [
  { name: 'redis', title: 'Redis Pub/Sub', start: redis },
  { name: 'redis-sharded', title: 'Redis sharded Pub/Sub', start: redis },
  { name: 'redis-streams', title: 'Redis Streams', start: redis },
  { name: 'postgres', title: 'PostgreSQL', start: postgres },
];
