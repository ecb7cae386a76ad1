import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { buildSubjects } from '../build-subjects.js';
import { echoLoad, openPlain } from '../load/echo.js';
import { clientFrame } from '../load/websocket-frames.js';
import { describeEnvironment } from '../measure/environment.js';
import { formatRatio } from '../measure/format.js';
import { percentile } from '../measure/percentile.js';
import { type Spread, spread } from '../measure/statistics.js';
import { SubjectProcess } from '../measure/subject-process.js';
import { message } from '../suites/message.js';
import { OpenLoopClients } from './open-loop.js';

const USAGE = `Usage: latency [options]

Measures how long echoes take at half of the load that saturates bare ws, on bare ws and on Portico in turn. Messages
are sent at a fixed rate, and each counts from the time at which it should have been sent. Needs an idle machine with
at least two processors: the process of the load keeps one of them busy.

  --rounds N    rounds, each with new processes (5)
  --slices N    measurements of each server in a round (4)
  --seconds S   seconds of a measurement (3)
  --rate N      messages per second (half of what bare ws can echo)
  --check       end with an error if the 99th percentile is more than twice the goal
`;

const CONNECTIONS = 64;
const GOAL = 1.05;
const GROSS = 2;
const SHARES = { p50: 0.5, p99: 0.99, 'p99.9': 0.999 };
const TEXT = JSON.stringify({ event: 'echo', data: message });

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    slices: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '3' },
    rate: { type: 'string' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

type Measured = 'bare' | 'portico';
type Percentiles = Record<keyof typeof SHARES, number>;
type Round = Readonly<Record<Measured, Percentiles>>;

const FILES: Readonly<Record<Measured, string>> = { bare: 'bare/ws', portico: 'framework/ws' };

/** Echoes per second of bare ws, with one message in flight on each connection: the best of three seconds. */
async function saturation(): Promise<number> {
  const subject = await SubjectProcess.start('bare', { file: FILES.bare });
  try {
    const open = () => openPlain(subject.port);
    const load = await echoLoad(subject.port, { inFlight: 1, open, message: TEXT, answer: TEXT });
    await delay(2_000);
    let best = 0;
    for (let second = 0; second < 3; second += 1) {
      const before = load.completed();
      await delay(1_000);
      best = Math.max(best, load.completed() - before);
    }
    await load.stop();
    return best;
  } finally {
    await subject.stop();
  }
}

/** Both servers run, and are measured in turn, so that what else the machine does affects both. */
async function measureRound(rate: number, index: number): Promise<Round> {
  const subjects: Record<Measured, SubjectProcess> = {
    bare: await SubjectProcess.start('bare', { file: FILES.bare }),
    portico: await SubjectProcess.start('portico', { file: FILES.portico }),
  };
  const kinds: Measured[] = ['bare', 'portico'];
  try {
    const clients = {
      bare: await OpenLoopClients.open(CONNECTIONS, () => openPlain(subjects.bare.port)),
      portico: await OpenLoopClients.open(CONNECTIONS, () => openPlain(subjects.portico.port)),
    };
    const frame = clientFrame(TEXT);
    const seconds = Number(options.seconds);
    for (const kind of kinds) await clients[kind].run({ frame, rate, seconds: 3 });
    const slices: Record<Measured, Float64Array[]> = { bare: [], portico: [] };
    for (let slice = 0; slice < Number(options.slices); slice += 1) {
      const order = (slice + index) % 2 === 0 ? kinds : kinds.toReversed();
      for (const kind of order) slices[kind].push(await clients[kind].run({ frame, rate, seconds }));
    }
    for (const kind of kinds) clients[kind].close();
    return { bare: percentilesOf(slices.bare), portico: percentilesOf(slices.portico) };
  } finally {
    for (const kind of kinds) await subjects[kind].stop();
  }
}

/** The median of the slices, so that a disturbance of one of them does not decide. */
function percentilesOf(slices: readonly Float64Array[]): Percentiles {
  const of = (share: number) => spread(slices.map((latencies) => percentile(latencies, share))).median;
  return { p50: of(SHARES.p50), p99: of(SHARES.p99), 'p99.9': of(SHARES['p99.9']) };
}

function table(rounds: readonly Round[]): string {
  const milliseconds = (kind: Measured, name: keyof Percentiles) =>
    `${spread(rounds.map((round) => round[kind][name])).median.toFixed(3)} ms`;
  return [
    '| latency | bare ws | Portico | ratio | goal | |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    ...(['p50', 'p99', 'p99.9'] as const).map((name) => {
      const ratio = ratioOf(rounds, name);
      const limit = name === 'p99' ? ({ is: 'at most', limit: GOAL } as const) : undefined;
      const verdict = limit ? `≤ ${GOAL} | ${ratio.median <= GOAL ? 'met' : 'missed'}` : ' | ';
      return `| ${name} | ${milliseconds('bare', name)} | ${milliseconds('portico', name)} | ${formatRatio(ratio, limit)} | ${verdict} |`;
    }),
  ].join('\n');
}

function ratioOf(rounds: readonly Round[], name: keyof Percentiles): Spread {
  return spread(rounds.map(({ bare, portico }) => portico[name] / bare[name]));
}

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  buildSubjects(['bare', 'portico']);
  const rate = Math.round(Number(options.rate ?? (await saturation()) / 2));
  const rounds: Round[] = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    process.stderr.write(`round ${round + 1}, ${rate.toLocaleString('en-US')} messages per second\n`);
    rounds.push(await measureRound(rate, round));
  }
  process.stdout.write(
    `${describeEnvironment()}\n- Load: ${rate.toLocaleString('en-US')} messages per second over ${CONNECTIONS} connections\n\n${table(rounds)}\n`,
  );
  if (options.check && ratioOf(rounds, 'p99').median > GROSS * GOAL) process.exitCode = 1;
}

await main();
