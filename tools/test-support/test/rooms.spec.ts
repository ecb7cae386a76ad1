import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { connectIo, connectWs, type TestClient } from '@portico/conformance';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type RunningRedis, requireBinary, startPostgres, startRedis, waitUntil } from '../src/index.js';
import type { WorkerPorts } from './rooms/process.js';
import { startReturningClient } from './rooms/returning-client.js';

const WITHIN_10_S = { timeout: 10_000 };
/** How long Redis is unavailable. */
const OUTAGE_MS = 5_000;

const redisServer = requireBinary('redis-server');
const initdb = requireBinary('initdb');
const engines = ['redis', 'redis-sharded', 'redis-streams', 'cluster', 'postgres'].filter(
  (engine) => (redisServer || !engine.startsWith('redis')) && (initdb || engine !== 'postgres'),
);
const combinations = engines.flatMap((engine) => ['socket.io', 'ws'].map((library) => [engine, library] as const));

/** The same tests for all engines on both libraries. The processes serve all of them at the same time. */
describe('rooms of several processes', { timeout: 60_000 }, () => {
  let redis: RunningRedis | undefined;
  let postgres: Awaited<ReturnType<typeof startPostgres>> | undefined;
  let primary: ChildProcess;
  const workers: WorkerPorts[] = [];
  /** How processes exited, for example after an unhandled rejection. */
  const exits: string[] = [];
  const clients: TestClient[] = [];

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([
      redisServer ? startRedis(redisServer) : undefined,
      initdb ? startPostgres(initdb) : undefined,
    ]);
    primary = fork(fileURLToPath(new URL('./rooms/process.ts', import.meta.url)), {
      env: { ...process.env, WORKERS: '3', REDIS_URL: redis?.url ?? '', POSTGRES_URL: postgres?.url ?? '' },
      execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
    });
    primary.on('message', (message: WorkerPorts | { exited: string }) => {
      if ('ports' in message) workers.push(message);
      else exits.push(message.exited);
    });
    primary.on('exit', (code, signal) => exits.push(`the primary process: ${code ?? signal}`));
    await waitUntil(() => workers.length === 3 || exits.length > 0, { timeout: 60_000, what: 'three processes' });
    expect(exits).toEqual([]);
  }, 90_000);

  afterEach(() => {
    for (const client of clients.splice(0)) client.destroy();
  });

  afterAll(async () => {
    if (primary) {
      for (const { pid } of workers) kill(pid);
      const exited = once(primary, 'exit');
      primary.kill('SIGKILL');
      await exited;
    }
    await Promise.all([redis?.stop(), postgres?.stop()]);
  });

  async function connect(worker: number, engine: string, library: string, name: string): Promise<TestClient> {
    const connectTo = library === 'ws' ? connectWs : connectIo;
    const port = workers[worker]?.ports[`${engine} ${library}`] as number;
    const client = await connectTo({ port, headers: { 'x-name': name } });
    clients.push(client);
    return client;
  }

  async function join(client: TestClient, room: string): Promise<void> {
    client.send('join', room);
    await client.next('joined');
  }

  async function names(client: TestClient, room: string): Promise<string> {
    client.send('who', room);
    const who = (await client.next('who')) as [string, boolean, string][];
    // All clients are in the room, and their handshakes are known.
    expect(who.filter(([name, isIn, header]) => !isIn || name !== header)).toEqual([]);
    return who.map(([name]) => name).join('');
  }

  /** Processes need some time to find each other. */
  const eventually = (check: () => Promise<boolean>) => waitUntil(check, WITHIN_10_S);

  it.each(combinations)('reach all clients with %s on %s', async (engine, library) => {
    const [ana, bea, cid] = (await Promise.all(
      ['A', 'B', 'C'].map((name, worker) => connect(worker, engine, library, name)),
    )) as [TestClient, TestClient, TestClient];
    await eventually(async () => (await names(ana, 'all')) === 'ABC');
    for (const client of [ana, bea, cid]) await join(client, 'red');
    const others = [bea, cid];
    ana.send('say', ['red', 'from A']);
    for (const client of others) expect(await client.next('said')).toBe('from A');
    cid.send('say', ['red', 'from C']);
    for (const client of [ana, bea]) expect(await client.next('said')).toBe('from C');
    bea.send('move', ['red', 'blue']);
    await eventually(async () => (await names(ana, 'blue')) === 'ABC' && (await names(ana, 'red')) === '');

    ana.send('watch', 'green');
    expect(await ana.next('present')).toEqual([]);
    await join(cid, 'green');
    expect(await ana.next('present')).toEqual(['C']);
    await join(bea, 'green');
    expect(await ana.next('present')).toEqual(['B', 'C']);
    await join(cid, 'out');
    ana.send('kick', 'out');
    await cid.left;
    expect(await ana.next('present')).toEqual(['B']);
    await eventually(async () => (await names(bea, 'blue')) === 'AB');
    await join(bea, 'banned');
    ana.send('ban', 'banned');
    await bea.left;
    if (library === 'ws') expect([bea.closeCode, bea.closeReason]).toEqual([4403, 'Banned']);
    await eventually(async () => (await names(ana, 'blue')) === 'A');
    expect(ana.rest.filter(([event]) => event === 'said')).toEqual([]);
  });

  const portOf = (worker: number) => workers[worker]?.ports['redis-streams ws'] as number;

  it.skipIf(!redisServer)('allow a client to continue its session on any process without missing events', async () => {
    const speakers = await Promise.all([0, 1, 2].map((worker) => connect(worker, 'redis-streams', 'ws', 'S')));
    let visits = 0;
    const visitor = startReturningClient(() => portOf(visits++ % 3));
    await visitor.client.request('join', 'red');
    const { id } = await visitor.client.request('who am I');
    const sent: string[] = [];
    for (let round = 0; round < 60; round += 1) {
      for (const [index, speaker] of speakers.entries()) {
        const text = `${index}:${round}`;
        sent.push(text);
        speaker.send('say', ['red', text]);
      }
      if (round % 6 === 5) await visitor.drop();
      else await waitUntil(() => visitor.heard.length >= sent.length, WITHIN_10_S);
    }
    await waitUntil(() => visitor.heard.length >= sent.length, WITHIN_10_S).catch(() => undefined);
    expect(visitor.heard.toSorted()).toEqual(sent.toSorted());
    expect(visitor.sessions).toEqual(visitor.sessions.map((_, index) => ({ id, recovered: index > 0 })));
    expect(visitor.sessions.length).toBeGreaterThan(10);
    expect(await visitor.client.request('who am I')).toEqual({
      id,
      recovered: true,
      name: 'returning',
      rooms: ['all', 'red'],
    });
    visitor.client.close();
  });

  it('continue when a process is killed', async () => {
    const visits = await Promise.all(
      combinations.map(async ([engine, library]) => {
        const [ana, bea, cid] = (await Promise.all(
          ['A', 'B', 'C'].map((name, worker) => connect(worker, engine, library, name)),
        )) as [TestClient, TestClient, TestClient];
        ana.send('watch', 'all');
        await eventually(async () => (await names(bea, 'all')) === 'ABC');
        return { ana, bea, cid };
      }),
    );
    const visitor = redisServer
      ? startReturningClient(() => portOf(isAlive((workers[2] as WorkerPorts).pid) ? 2 : 0))
      : undefined;
    await visitor?.client.request('join', 'kept');
    const before = await visitor?.client.request('who am I');
    kill((workers[2] as WorkerPorts).pid);
    if (visitor) {
      const speaker = await connect(1, 'redis-streams', 'ws', 'S');
      speaker.send('say', ['kept', 'while its process is gone']);
      await waitUntil(() => visitor.sessions.length === 2, WITHIN_10_S);
      expect(await visitor.client.request('who am I')).toEqual({ ...before, recovered: true });
      await waitUntil(() => visitor.heard.length > 0, WITHIN_10_S);
      expect(visitor.heard).toEqual(['while its process is gone']);
      visitor.client.close();
      speaker.destroy();
    }
    await Promise.all(
      visits.map(async ({ ana, bea, cid }, index) => {
        await cid.left;
        ana.send('say', ['all', 'still here']);
        expect(await bea.next('said')).toBe('still here');
        await eventually(async () => (await names(bea, 'all').catch(() => '')) === 'AB');
        await eventually(async () => {
          const present = ana.rest.filter(([event]) => event === 'present').at(-1)?.[1];
          return String(present) === 'A,B';
        }).catch(() => expect(`${combinations[index]}: ${JSON.stringify(ana.rest)}`).toBe('A,B'));
      }),
    );
    expect(exits.filter((how) => how !== 'SIGKILL')).toEqual([]);
  });

  it.skipIf(!redisServer)('continue after an outage of Redis', { timeout: 60_000 }, async () => {
    const overRedis = combinations.filter(([engine]) => engine.startsWith('redis'));
    const visits = await Promise.all(
      overRedis.map(async ([engine, library]) => {
        const [ana, bea, near] = [
          await connect(0, engine, library, 'A'),
          await connect(1, engine, library, 'B'),
          await connect(0, engine, library, 'N'),
        ];
        return { engine, library, ana, bea, near };
      }),
    );
    const { port } = redis as RunningRedis;
    redis?.freeze();
    await Promise.all(
      visits.map(async ({ ana }) => {
        ana.send('watch', 'all');
        ana.send('say', ['all', 'while Redis crashes']);
        // This event is handled last.
        ana.send('unshared');
        await ana.next('unshared');
      }),
    );
    await redis?.stop();
    const back = performance.now() + OUTAGE_MS;
    await waitUntil(() => performance.now() > back, { timeout: 2 * OUTAGE_MS });
    await Promise.all(
      visits.map(async ({ engine, ana, near }) => {
        expect(await near.next('said')).toBe('while Redis crashes');
        ana.send('say', ['all', 'while Redis is gone']);
        // The other adapters keep the order: events that are sent now arrive when Redis is available again.
        if (engine === 'redis') expect(await near.next('said')).toBe('while Redis is gone');
        ana.send('unshared');
        // Data that was being written is lost with all adapters.
        expect(await ana.next('unshared')).toBe(engine === 'redis-streams' ? 1 : 2);
      }),
    );
    redis = await startRedis(redisServer as string, port);
    await Promise.all(
      visits.map(async ({ engine, ana, bea, near }) => {
        if (engine !== 'redis') {
          const has = ({ rest }: typeof bea): boolean => rest.some(([, text]) => text === 'while Redis is gone');
          await eventually(async () => has(near) && (engine === 'redis-sharded' || has(bea)));
        }
        await eventually(async () => {
          ana.send('say', ['all', 'again']);
          return bea.rest.some(([event, text]) => event === 'said' && text === 'again');
        });
      }),
    );
    expect(exits.filter((how) => how !== 'SIGKILL')).toEqual([]);
  });

  it.skipIf(!initdb)('continue after a crash and restart of PostgreSQL', { timeout: 60_000 }, async () => {
    const visits = await Promise.all(
      combinations
        .filter(([engine]) => engine === 'postgres')
        .map(async ([engine, library]) => {
          const [ana, bea, near] = [
            await connect(0, engine, library, 'A'),
            await connect(1, engine, library, 'B'),
            await connect(0, engine, library, 'N'),
          ];
          return { ana, bea, near };
        }),
    );
    await postgres?.crash();
    for (const { ana, near } of visits) {
      ana.send('say', ['all', 'while PostgreSQL is gone']);
      expect(await near.next('said')).toBe('while PostgreSQL is gone');
    }
    await postgres?.restart();
    for (const { ana, bea } of visits) {
      await eventually(async () => {
        ana.send('say', ['all', 'again']);
        return bea.rest.some(([event, text]) => event === 'said' && text === 'again');
      });
    }
    expect(exits.filter((how) => how !== 'SIGKILL')).toEqual([]);
  });
});

function kill(pid: number): void {
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
