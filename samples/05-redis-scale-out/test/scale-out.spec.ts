import {
  freePort,
  type RunningProgram,
  type RunningRedis,
  requireBinary,
  startRedis,
  waitUntil,
} from '@portico/test-support';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { start, TestClient } from './scale-out.fixture.js';

const redisServer = requireBinary('redis-server');
const waitLimit = { timeout: 10_000 };
/** Processes take seconds to start, many beside other work. */
const startLimit = { timeout: 40_000 };

describe.each(['redis', 'cluster'] as const)('two processes that share events over %s', { timeout: 30_000 }, (by) => {
  let redis: RunningRedis | undefined;
  let run: RunningProgram;
  let url: string;
  let clients: TestClient[] = [];
  const isSkipped = by === 'redis' && !redisServer;

  beforeAll(async () => {
    if (isSkipped) return;
    if (by === 'redis') redis = await startRedis(redisServer as string);
    await begin();
  }, 60_000);
  afterAll(async () => {
    run?.child.kill('SIGKILL');
    await redis?.stop();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
    clients = [];
  });

  async function begin(): Promise<void> {
    run = start({ PORT: '0', REDIS_URL: redis?.url ?? `redis://127.0.0.1:${await freePort()}` });
    url = /http:\/\/localhost:\d+/.exec(await run.printed('Ctrl-C', 30_000))?.[0] as string;
  }

  async function connect(name: string, options = {}): Promise<TestClient> {
    const client = await TestClient.connect(url, name, options);
    clients.push(client);
    return client;
  }

  it.skipIf(isSkipped)('print how they share events', () => {
    if (by === 'redis') expect(run.output()).toContain(`events are shared over Redis at ${redis?.url}`);
    else expect(run.output()).toMatch(/Note: no Redis answers at redis:\/\/127\.0\.0\.1:\d+, so .* cluster adapter/);
  });

  it.skipIf(isSkipped).each([['polling'], ['websocket'], ['polling', 'websocket']])(
    'send messages to the clients of both (%s %s)',
    async (...names) => {
      const transports = names.filter((name) => name !== undefined);
      const [ana, bea] = [await connect('Ana', { transports }), await connect('Bea', { transports })];
      expect([ana.process, bea.process].sort()).toEqual([1, 2]);
      // Sequentially, because the order of messages of different processes is not defined.
      for (const [speaker, name] of [
        [ana, 'Ana'],
        [bea, 'Bea'],
      ] as const) {
        expect(await speaker.say(`${name} was here`)).toBe(true);
        const said = { name, text: `${name} was here`, process: speaker.process };
        for (const client of [ana, bea]) {
          await waitUntil(() => client.received.length > 0, { what: 'message' });
          expect(client.received.splice(0)).toEqual([said]);
          expect(client.welcomes).toHaveLength(1);
        }
      }
    },
  );

  it.skipIf(isSkipped)('list the clients of both', async () => {
    const [ana, bea] = [await connect('Ana'), await connect('Bea')];
    const both = (first: string) => [first, 'Bea'].join();
    const names = (client: TestClient) =>
      client.who
        .map(({ name }) => name)
        .sort()
        .join();
    await waitUntil(() => names(ana) === both('Ana') && names(bea) === both('Ana'), waitLimit);
    expect(new Set(ana.who.map(({ process }) => process))).toEqual(new Set([1, 2]));
    ana.socket.emit('rename', 'Ada');
    await waitUntil(() => names(bea) === both('Ada'), waitLimit);
    ana.close();
    await waitUntil(() => names(bea) === 'Bea', waitLimit);
  });

  it.skipIf(isSkipped)('report an invalid message to its sender', async () => {
    const ana = await connect('Ana');
    const exception = new Promise((resolve) => ana.socket.once('exception', resolve));
    ana.socket.emit('say', ' ');
    expect(await exception).toMatchObject({ message: 'Write a message first.' });
  });

  it.skipIf(isSkipped)('stop on Ctrl-C with connected clients, whichever process receives the signal', async () => {
    const clients = [await connect('Ana'), await connect('Bea')];
    const pids = clients.map(({ welcomes }) => welcomes[0]?.pid as number);
    const before = run.output();
    if (by === 'redis') run.child.kill('SIGINT');
    else process.kill(pids[0] as number, 'SIGTERM');
    expect(await run.exit()).toEqual([0, null]);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(run.output().slice(before.length)).toBe('');
  });

  // In processes of its own: those that remain ask the crashed one for its clients, and log a warning 5 s later.
  it.skipIf(isSkipped)(
    'serve the clients of a process that crashes after they have reconnected',
    async () => {
      run.child.kill('SIGINT');
      await run.exit();
      await begin();
      const [ana, bea] = [
        await connect('Ana', { reconnectionDelay: 20, reconnectionDelayMax: 200 }),
        await connect('Bea', { reconnectionDelay: 20, reconnectionDelayMax: 200 }),
      ];
      const { pid } = ana.welcomes[0] as { pid: number };
      process.kill(pid, 'SIGKILL');
      await waitUntil(() => ana.welcomes.length > 1, { ...startLimit, what: 'second welcome' });
      await run.printed('ended; another takes its place', 30_000);
      expect(bea.welcomes).toHaveLength(1);
      await waitUntil(async () => {
        await ana.say('I am back');
        return bea.received.some(({ text }) => text === 'I am back');
      }, startLimit);
      // Both processes are listening again.
      await waitUntil(async () => {
        const [one, two] = [await connect('One'), await connect('Two')];
        return one.process !== two.process;
      }, startLimit);
    },
    120_000,
  );
});
