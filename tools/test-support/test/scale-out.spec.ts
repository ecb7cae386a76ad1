import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { connectIo, type TestClient } from '@portico/conformance';
import { afterEach, describe, expect, it } from 'vitest';
import { requireBinary, startRedis } from '../src/index.js';

const redis = requireBinary('redis-server');
const cleanup: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanup.splice(0).reverse()) await clean();
});

function run(file: string, env: Record<string, string> = {}): ChildProcess {
  const child = fork(fileURLToPath(new URL(`./scale-out/${file}`, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: ['-C', '@portico/source', '--import', '@oxc-node/core/register'],
  });
  cleanup.push(async () => {
    if (child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  });
  return child;
}

async function tellOf<T>(child: ChildProcess): Promise<T> {
  const told = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [undefined])]);
  if (!told[0]) throw new Error('The process ended before it served');
  return told[0] as T;
}

async function connect(port: number): Promise<TestClient> {
  const client = await connectIo({ port });
  cleanup.push(() => client.destroy());
  return client;
}

async function expectConversation(one: TestClient, two: TestClient): Promise<void> {
  one.send('shout', 'from one');
  expect([await one.next('heard'), await two.next('heard')]).toEqual(['from one', 'from one']);
  two.send('shout', 'from two');
  expect([await one.next('heard'), await two.next('heard')]).toEqual(['from two', 'from two']);
  expect(await one.ask('count')).toEqual({ clients: 2 });
}

describe('two processes', () => {
  it.skipIf(!redis)('share events through Redis with the documented adapter', { timeout: 60_000 }, async () => {
    const running = await startRedis(redis as string);
    cleanup.push(() => running.stop());
    const processes = [0, 1].map(() => run('redis-process.ts', { REDIS_URL: running.url }));
    const ports = await Promise.all(processes.map((child) => tellOf<{ port: number }>(child)));
    const [one, two] = await Promise.all(ports.map(({ port }) => connect(port)));
    await expectConversation(one as TestClient, two as TestClient);
    await expectToStop(processes);
  });

  it('share events through the cluster adapter, without a server', { timeout: 60_000 }, async () => {
    const primary = run('cluster-process.ts');
    const { ports } = await tellOf<{ ports: number[] }>(primary);
    const [one, two] = await Promise.all(ports.map((port) => connect(port)));
    await expectConversation(one as TestClient, two as TestClient);
    await expectToStop([primary]);
  });
});

/** Stops processes with connected clients, which must close gracefully. */
async function expectToStop(processes: ChildProcess[]): Promise<void> {
  for (const child of processes) {
    const exited = once(child, 'exit');
    child.send('stop');
    expect(await exited).toEqual([0, null]);
  }
}
