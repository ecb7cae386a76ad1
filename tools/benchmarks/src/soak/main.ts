import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { seededRandom } from '../../../../packages/conformance/src/support/seeded-random.js';
import { liveOnce, type SoakCounts } from './soak-client.js';
import type { SoakSample } from './soak-server.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '200' },
  },
});
const minutes = Number(values.minutes);
const clients = Number(values.clients);

async function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const child = fork(fileURLToPath(new URL('./soak-server.ts', import.meta.url)), {
    execArgv: ['--expose-gc', '-C', '@portico/source', '--import', '@oxc-node/core/register'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, url: `ws://127.0.0.1:${port}` };
}

async function sampleOf(child: ChildProcess): Promise<SoakSample> {
  const reply = once(child, 'message');
  child.send('sample');
  return ((await reply) as [SoakSample])[0];
}

/** Echoes per second that the machine can do, by clients that send one after the other: the best of several seconds. */
async function capacityOf(url: string): Promise<number> {
  let count = 0;
  const sockets = Array.from({ length: 20 }, () => new WebSocket(url, { perMessageDeflate: false }));
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  for (const socket of sockets) {
    const send = (): void => socket.send('{"event":"echo","data":{"id":1}}');
    socket.on('message', () => {
      count += 1;
      send();
    });
    send();
  }
  let best = 0;
  for (let second = 0; second < 5; second += 1) {
    count = 0;
    await delay(1_000);
    best = Math.max(best, count);
  }
  for (const socket of sockets) socket.terminate();
  return best;
}

const { child, url } = await startServer();
const capacity = await capacityOf(url);
const pauseMs = (clients * 1_000) / (capacity / 2);
console.log(
  `seed ${values.seed}, ${clients} clients, capacity ${Math.round(capacity)}/s, one message per client each ${pauseMs.toFixed(1)} ms`,
);

const counts: SoakCounts = { requests: 0, replies: 0, wrong: 0, missing: 0, lives: 0, stalls: 0, garbage: 0 };
const end = performance.now() + minutes * 60_000;
const running = Array.from({ length: clients }, async (_, index) => {
  const random = seededRandom(Number(values.seed) * 1_000 + index);
  while (performance.now() < end) await liveOnce({ url, random, pauseMs, counts });
});

const heaps: number[] = [];
let inexact = 0;
let mostBuffered = 0;
for (let second = 1; performance.now() < end; second += 1) {
  await delay(1_000);
  const sample = await sampleOf(child);
  if (sample.sum !== sample.stats.accepted) inexact += 1;
  mostBuffered = Math.max(mostBuffered, sample.stats.bufferedBytes);
  heaps.push(sample.heapMiB);
  if (second % 30 === 0) console.log(JSON.stringify({ second, ...sample, counts }));
}
await Promise.all(running);
let last = await sampleOf(child);
for (let wait = 0; last.clients > 0 && wait < 50; wait += 1) {
  await delay(100);
  last = await sampleOf(child);
}
const mean = (part: readonly number[]): number => part.reduce((sum, each) => sum + each, 0) / part.length;
const quarter = Math.max(1, Math.floor(heaps.length / 4));
const summary = {
  minutes,
  counts,
  stats: last.stats,
  exact: inexact === 0 && last.sum === last.stats.accepted,
  left: last.stats.running + last.stats.streaming + last.stats.queued + last.clients,
  mostBufferedMiB: mostBuffered / 2 ** 20,
  heapMiB: {
    secondQuarter: mean(heaps.slice(quarter, 2 * quarter)),
    lastQuarter: mean(heaps.slice(-quarter)),
    end: last.heapMiB,
  },
};
console.log(JSON.stringify(summary, undefined, 2));
child.kill('SIGTERM');
const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
const grown = summary.heapMiB.lastQuarter / summary.heapMiB.secondQuarter;
const passed = summary.exact && summary.left === 0 && counts.wrong === 0 && counts.missing === 0 && grown < 1.1;
console.log(`${passed ? 'passed' : 'FAILED'}: heap x ${grown.toFixed(3)}, ended by ${signal}`);
process.exitCode = passed ? 0 : 1;
