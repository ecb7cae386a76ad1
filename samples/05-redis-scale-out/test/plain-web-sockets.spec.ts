import { once } from 'node:events';
import {
  freePort,
  type RunningProgram,
  type RunningRedis,
  requireBinary,
  startRedis,
  waitUntil,
} from '@portico/test-support';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { ChatEvents, Guest } from '../src/chat/protocol.js';
import { start } from './scale-out.fixture.js';

const redisServer = requireBinary('redis-server');
const waitLimit = { timeout: 10_000 };

/** A client that sends frames, and keeps received ones. */
class FrameClient {
  readonly said: string[] = [];
  who: Guest[] = [];
  process = 0;
  pid = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (frame) => {
      const { event, data } = JSON.parse(frame.toString()) ?? {};
      if (event === 'welcome') Object.assign(this, data as ChatEvents['welcome']);
      if (event === 'said') this.said.push((data as ChatEvents['said']).text);
      if (event === 'who') this.who = data as Guest[];
    });
  }

  static async connect(url: string, name: string): Promise<FrameClient> {
    const client = new FrameClient(new WebSocket(`${url.replace('http', 'ws')}/?name=${name}`));
    await once(client.socket, 'open');
    await waitUntil(() => client.process > 0, waitLimit);
    return client;
  }

  send(event: string, data: unknown): void {
    this.socket.send(JSON.stringify({ event, data }));
  }

  get names(): string {
    return this.who
      .map(({ name }) => name)
      .sort()
      .join();
  }
}

describe.each(['redis', 'cluster'] as const)('plain WebSockets of two processes over %s', { timeout: 60_000 }, (by) => {
  const isSkipped = by === 'redis' && !redisServer;
  let redis: RunningRedis | undefined;
  let run: RunningProgram;
  let url: string;

  beforeAll(async () => {
    if (isSkipped) return;
    if (by === 'redis') redis = await startRedis(redisServer as string);
    run = start({ PORT: '0', WS: 'ws', REDIS_URL: redis?.url ?? `redis://127.0.0.1:${await freePort()}` });
    url = /http:\/\/localhost:\d+/.exec(await run.printed('Ctrl-C', 30_000))?.[0] as string;
  }, 60_000);
  afterAll(async () => {
    run?.child.kill('SIGKILL');
    await redis?.stop();
  });

  it.skipIf(isSkipped)('share messages and the list of clients, and continue when one process is killed', async () => {
    const [ana, bea] = [await FrameClient.connect(url, 'Ana'), await FrameClient.connect(url, 'Bea')];
    expect([ana.process, bea.process].sort()).toEqual([1, 2]);
    ana.send('say', 'from Ana');
    await waitUntil(() => ana.said.length === 1 && bea.said.length === 1, waitLimit);
    bea.send('rename', 'Bee');
    await waitUntil(() => ana.names === 'Ana,Bee' && bea.names === 'Ana,Bee', waitLimit);
    const gone = once(ana.socket, 'close');
    process.kill(ana.pid, 'SIGKILL');
    await gone;
    await waitUntil(() => run.output().includes('ended; another takes its place'), waitLimit);
    const again = await FrameClient.connect(url, 'Again');
    // The other processes wait for the killed one until they have noticed that it has exited.
    await waitUntil(
      () => {
        again.send('say', 'back');
        again.send('rename', 'Again');
        return bea.said.includes('back') && again.names === 'Again,Bee';
      },
      { timeout: 25_000, interval: 500 },
    );
    for (const { socket } of [bea, again]) socket.terminate();
  });
});
