import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import { ask, startServer } from '../measure/server-process.js';
import { spread } from '../measure/statistics.js';
import { DelayMeter } from './measure-delays.js';
import { MAX_BUFFERED_BYTES, type NewsSample, ROW_BYTES } from './news-limits.js';

const USAGE = `Usage: slow-reader [options]

Sends messages to many clients, one of which stops reading, and compares how long the messages to the others take
with and without it.

  --clients N   how many read (999)
  --rounds N    pairs of measurements (5)
`;

/** A larger ratio is more than noise. Goal: 1.1. */
const GROSS_LOSS = 2;
const GOAL = 1.1;
const TRY_AGAIN_LATER = 1013;
/** Long enough to fill the buffers of the operating system and of the server. */
const MOST_STALL_MS = 60_000;

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '999' },
    rounds: { type: 'string', default: '5' },
    help: { type: 'boolean', default: false },
  },
});

function sampleOf(child: ChildProcess): Promise<NewsSample> {
  return ask(child, 'sample');
}

interface Measured {
  /** Microseconds. */
  readonly p99: number;
  readonly durationMs: number;
  readonly sample: NewsSample;
}

/** Measures for a time; with a client that stalls, until the server has disconnected it. */
async function measure(server: News, isStalled: boolean, durationMs: number): Promise<Measured> {
  const { child, port, meter } = server;
  const subscriber = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  subscriber.on('error', () => undefined);
  await once(subscriber, 'open');
  subscriber.send('{"event":"rows"}');
  if (isStalled) subscriber.pause();
  await sampleOf(child);
  meter.reset();
  const begin = performance.now();
  let sample = await sampleOf(child);
  let mostBufferedBytes = 0;
  while (performance.now() - begin < durationMs && !sample.closeCodes.length) {
    await delay(100);
    sample = await sampleOf(child);
    mostBufferedBytes = Math.max(mostBufferedBytes, sample.mostBufferedBytes);
  }
  const p99 = meter.percentile(0.99);
  subscriber.terminate();
  await delay(200);
  return { p99, durationMs: performance.now() - begin, sample: { ...sample, mostBufferedBytes } };
}

interface News {
  readonly child: ChildProcess;
  readonly port: number;
  readonly meter: DelayMeter;
}

async function start(): Promise<News> {
  const { child, ready } = await startServer<{ port: number }>(new URL('./news-server.ts', import.meta.url));
  const { port } = ready;
  const meter = await DelayMeter.open(port, Number(options.clients));
  return { child, port, meter };
}

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  const server = await start();
  await measure(server, false, 3_000);
  const losses: number[] = [];
  let isBounded = true;
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    const stalled = await measure(server, true, MOST_STALL_MS);
    const reading = await measure(server, false, stalled.durationMs);
    const { mostBufferedBytes, closeCodes } = stalled.sample;
    losses.push(stalled.p99 / reading.p99);
    isBounded &&= closeCodes[0] === TRY_AGAIN_LATER && mostBufferedBytes <= MAX_BUFFERED_BYTES + 2 * ROW_BYTES;
    console.log(
      `round ${round}: p99 ${(stalled.p99 / 1_000).toFixed(1)} ms with a stalled client, ${(reading.p99 / 1_000).toFixed(1)} ms without; ` +
        `it was closed with ${closeCodes[0]} after ${(stalled.durationMs / 1_000).toFixed(1)} s, at most ${(mostBufferedBytes / 2 ** 20).toFixed(1)} MiB waited`,
    );
  }
  server.meter.close();
  server.child.kill('SIGTERM');
  await once(server.child, 'exit');
  const { median, min, max } = spread(losses);
  const verdict = median <= GOAL ? 'met' : 'missed';
  console.log(
    `p99 of the others x ${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)}), goal ${GOAL}: ${verdict}; ` +
      `buffer and close code: ${isBounded ? 'as expected' : 'WRONG'}`,
  );
  process.exitCode = isBounded && median <= GROSS_LOSS ? 0 : 1;
}

await main();
