import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { seededRandom } from '../../../../packages/conformance/src/support/seeded-random.js';
import { ask, startServer } from '../measure/server-process.js';
import { type MemorySample, memoryGrowth, memoryParts, memoryTable } from './memory-parts.js';
import { liveOnce } from './soak-client.js';
import type { SoakSample } from './soak-server.js';
import type { SoakCounts } from './soak-socket.js';

const USAGE = `Usage: soak [options]

Clients connect, talk, stall and leave, with documented messages and with portico.1. Every request has to have its reply,
every message has to be counted, a cancelled stream has to end its generator, and the memory of the server must not grow.

  --minutes N   how long (60)
  --seed N      of what the clients do (1)
  --clients N   connected at a time (200)
  --rate N      messages per second of all clients (half of what the machine can echo)
  --growth N    the greatest memory of the last sixth of the run divided by that of the first (1.03)
`;

const SAMPLE_SECONDS = 5;
/** The share of cancelled streams that must end early: others end by themselves, or with their client, in the meantime. */
const MIN_CANCELLED = 0.9;

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'string', default: '200' },
    rate: { type: 'string' },
    growth: { type: 'string', default: '1.03' },
    help: { type: 'boolean', default: false },
  },
});

function sampleOf(child: ChildProcess): Promise<SoakSample> {
  return ask(child, 'sample');
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

interface Soaked {
  readonly counts: SoakCounts;
  readonly samples: readonly MemorySample[];
  /** Samples whose counts did not add up. */
  readonly inexact: number;
  readonly mostBufferedMiB: number;
}

/** Lets the clients live, and samples the server meanwhile. */
async function soak(child: ChildProcess, url: string, pauseMs: number): Promise<Soaked> {
  const counts: SoakCounts = {
    requests: 0,
    replies: 0,
    wrong: 0,
    missing: 0,
    lives: 0,
    stalls: 0,
    cancels: 0,
    garbage: 0,
  };
  const begin = performance.now();
  const end = begin + Number(options.minutes) * 60_000;
  const running = Array.from({ length: Number(options.clients) }, async (_, index) => {
    const random = seededRandom(Number(options.seed) * 1_000 + index);
    while (performance.now() < end) await liveOnce({ url, random, pauseMs, counts });
  });
  const samples: MemorySample[] = [];
  let inexact = 0;
  let mostBuffered = 0;
  while (performance.now() < end) {
    await delay(Math.min(SAMPLE_SECONDS * 1_000, end - performance.now()));
    const { stats, sum, producers: _, clients, ...memory } = await sampleOf(child);
    if (sum !== stats.accepted) inexact += 1;
    mostBuffered = Math.max(mostBuffered, stats.bufferedBytes);
    const minute = (performance.now() - begin) / 60_000;
    samples.push({ minute, ...memory });
    if (samples.length % 12 === 0) console.log(JSON.stringify({ minute, clients, ...memory, counts }));
  }
  await Promise.all(running);
  return { counts, samples, inexact, mostBufferedMiB: mostBuffered / 2 ** 20 };
}

/** A sample when the clients have left; the last closes, and the last waits of generators, may still be running. */
async function sampleAtRest(child: ChildProcess): Promise<SoakSample> {
  let last = await sampleOf(child);
  for (let wait = 0; last.clients + last.producers.open > 0 && wait < 50; wait += 1) {
    await delay(100);
    last = await sampleOf(child);
  }
  return last;
}

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  const { child, ready } = await startServer<{ port: number }>(new URL('./soak-server.ts', import.meta.url), {
    nodeOptions: ['--expose-gc'],
  });
  const url = `ws://127.0.0.1:${ready.port}`;
  const rate = Number(options.rate ?? (await capacityOf(url)) / 2);
  const pauseMs = (Number(options.clients) * 1_000) / rate;
  console.log(
    `seed ${options.seed}, ${options.clients} clients, one message of each client every ${pauseMs.toFixed(1)} ms`,
  );
  const { counts, samples, inexact, mostBufferedMiB } = await soak(child, url, pauseMs);
  const last = await sampleAtRest(child);
  child.kill('SIGTERM');
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  const { stats, producers } = last;
  const left = stats.running + stats.streaming + stats.queued + producers.open + last.clients;
  const isCancelling = producers.cancelled + stats.discarded.cancelled >= counts.cancels * MIN_CANCELLED;
  const isExact = inexact === 0 && last.sum === stats.accepted;
  const parts = memoryParts(samples, Number(options.minutes));
  const growth = memoryGrowth(parts);
  console.log(JSON.stringify({ counts, stats, producers, isExact, left, mostBufferedMiB, signal }, undefined, 2));
  console.log(`${memoryTable(parts)}\n`);
  const isSteady = Math.max(growth.heap, growth.rss) <= Number(options.growth);
  const isComplete = isExact && left === 0 && counts.wrong === 0 && counts.missing === 0 && isCancelling;
  console.log(
    `${isSteady && isComplete ? 'passed' : 'FAILED'}: heap and buffers x ${growth.heap.toFixed(3)}, ` +
      `resident memory x ${growth.rss.toFixed(3)}, at most ${options.growth}; ` +
      `messages ${isComplete ? 'complete' : 'NOT COMPLETE'}`,
  );
  process.exitCode = isSteady && isComplete ? 0 : 1;
}

await main();
