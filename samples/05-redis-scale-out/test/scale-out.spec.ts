import { freePort, type RunningRedis, requireBinary, startRedis, waitUntil } from '@portico/test-support';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Run, start, Visitor } from './scale-out.fixture.js';

const redisServer = requireBinary('redis-server');
const patience = { timeout: 10_000 };

describe.each(['redis', 'cluster'] as const)('two processes that share events over %s', { timeout: 30_000 }, (by) => {
  let redis: RunningRedis | undefined;
  let run: Run;
  let url: string;
  let visitors: Visitor[] = [];
  const isSkipped = by === 'redis' && !redisServer;

  beforeAll(async () => {
    if (isSkipped) return;
    if (by === 'redis') redis = await startRedis(redisServer as string);
    run = start({ PORT: '0', REDIS_URL: redis?.url ?? `redis://127.0.0.1:${await freePort()}` });
    url = /http:\/\/localhost:\d+/.exec(await run.printed('Ctrl-C'))?.[0] as string;
  }, 60_000);
  afterAll(async () => {
    run?.child.kill('SIGKILL');
    await redis?.stop();
  });
  afterEach(() => {
    for (const visitor of visitors.splice(0)) visitor.close();
    visitors = [];
  });

  async function connect(name: string, options = {}): Promise<Visitor> {
    const visitor = await Visitor.connect(url, name, options);
    visitors.push(visitor);
    return visitor;
  }

  it.skipIf(isSkipped)('says by what they are shared', () => {
    if (by === 'redis') expect(run.output()).toContain(`events are shared over Redis at ${redis?.url}`);
    else expect(run.output()).toMatch(/Note: no Redis answers at redis:\/\/127\.0\.0\.1:\d+, so .* cluster adapter/);
  });

  it.skipIf(isSkipped).each([['polling'], ['websocket'], ['polling', 'websocket']])(
    'bring what is said in one to the clients of the other (%s %s)',
    async (...names) => {
      const transports = names.filter((name) => name !== undefined);
      const [ana, bea] = [await connect('Ana', { transports }), await connect('Bea', { transports })];
      expect([ana.process, bea.process].sort()).toEqual([1, 2]);
      // One after the other: between processes there is no order.
      for (const [speaker, name] of [
        [ana, 'Ana'],
        [bea, 'Bea'],
      ] as const) {
        expect(await speaker.say(`${name} was here`)).toBe(true);
        const said = { name, text: `${name} was here`, process: speaker.process };
        for (const visitor of [ana, bea]) {
          await waitUntil(() => visitor.heard.length > 0, { what: 'message' });
          expect(visitor.heard.splice(0)).toEqual([said]);
          expect(visitor.welcomes).toHaveLength(1);
        }
      }
    },
  );

  it.skipIf(isSkipped)('know who is where', async () => {
    const [ana, bea] = [await connect('Ana'), await connect('Bea')];
    const both = (first: string) => [first, 'Bea'].join();
    const names = (visitor: Visitor) =>
      visitor.who
        .map(({ name }) => name)
        .sort()
        .join();
    await waitUntil(() => names(ana) === both('Ana') && names(bea) === both('Ana'), patience);
    expect(new Set(ana.who.map(({ process }) => process))).toEqual(new Set([1, 2]));
    ana.socket.emit('rename', 'Ada');
    await waitUntil(() => names(bea) === both('Ada'), patience);
    ana.close();
    await waitUntil(() => names(bea) === 'Bea', patience);
  });

  it.skipIf(isSkipped)('tell a speaker what is wrong', async () => {
    const ana = await connect('Ana');
    const exception = new Promise((resolve) => ana.socket.once('exception', resolve));
    ana.socket.emit('say', ' ');
    expect(await exception).toMatchObject({ message: 'There is nothing to say.' });
  });

  it.skipIf(isSkipped)('replace one another: clients of one that crashes reconnect and are served', async () => {
    const [ana, bea] = [
      await connect('Ana', { reconnectionDelay: 20, reconnectionDelayMax: 200 }),
      await connect('Bea', { reconnectionDelay: 20, reconnectionDelayMax: 200 }),
    ];
    const { pid } = ana.welcomes[0] as { pid: number };
    process.kill(pid, 'SIGKILL');
    await waitUntil(() => ana.welcomes.length > 1, { ...patience, what: 'second welcome' });
    await run.printed(`ended; another takes its place`);
    expect(bea.welcomes).toHaveLength(1);
    await waitUntil(async () => {
      await ana.say('I am back');
      return bea.heard.some(({ text }) => text === 'I am back');
    }, patience);
    // Both processes serve again.
    await waitUntil(async () => {
      const [one, two] = [await connect('One'), await connect('Two')];
      return one.process !== two.process;
    }, patience);
  });

  it.skipIf(isSkipped)('stop on Ctrl-C with clients connected, whichever of them the signal reaches', async () => {
    const visitors = [await connect('Ana'), await connect('Bea')];
    const pids = visitors.map(({ welcomes }) => welcomes[0]?.pid as number);
    const before = run.output();
    if (by === 'redis') run.child.kill('SIGINT');
    else process.kill(pids[0] as number, 'SIGTERM');
    expect(await run.exit()).toEqual([0, null]);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(run.output().slice(before.length)).toBe('');
  });
});
