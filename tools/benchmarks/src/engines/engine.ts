import { requireBinary, startPostgres, startRedis } from '@portico/test-support';

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
  return startRedis(required('redis-server'));
}

async function postgres(): Promise<EngineServer> {
  return startPostgres(required('initdb'));
}

function required(name: 'redis-server' | 'initdb'): string {
  const binary = requireBinary(name);
  if (!binary) throw new Error(`${name} is not installed. Install it, or leave its engines out with --engines.`);
  return binary;
}

export const engines: readonly Engine[] = [
  { name: 'redis', title: 'Redis Pub/Sub', start: redis },
  { name: 'redis-sharded', title: 'Redis sharded Pub/Sub', start: redis },
  { name: 'redis-streams', title: 'Redis Streams', start: redis },
  { name: 'postgres', title: 'PostgreSQL', start: postgres },
];
