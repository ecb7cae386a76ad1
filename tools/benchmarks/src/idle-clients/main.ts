import { parseArgs } from 'node:util';
import { buildSubjects } from '../build-subjects.js';
import { describeEnvironment } from '../measure/environment.js';
import { formatRatio, formatValue } from '../measure/format.js';
import { spread } from '../measure/statistics.js';
import { type IdleConnections, measureIdleConnections, type Over } from './idle-connections.js';
import { explainLimit, openFileLimit, possibleConnections } from './open-file-limit.js';

const USAGE = `Usage: idle-clients [options]

Opens idle connections to bare ws and to Portico, and compares their memory, timers and listeners, and how long an
event to all of them takes: on Portico with broadcast(), on bare ws with socket.write() of a prepared buffer.

  --connections N  how many (100,000). Real ones, from other processes and several loopback addresses, as far as the limit
                   of open files allows; all of them as streams in the process of the server
  --over KIND      only "sockets" or only "streams"
  --rounds N       pairs of measurements (3)
  --check          end with an error if a figure is worse than twice its goal, or a connection has its own timer
`;

const GOALS = { memory: 1.1, cpu: 1.2 };
const GROSS = 2;

const { values: options } = parseArgs({
  options: {
    connections: { type: 'string', default: '100000' },
    over: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Pair {
  readonly bare: IdleConnections;
  readonly portico: IdleConnections;
}

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  const wanted = Number(options.connections);
  buildSubjects(['bare', 'portico']);
  process.stdout.write(`${describeEnvironment()}\n\n`);
  const kinds: Over[] = ['sockets', 'streams'];
  for (const over of kinds.filter((each) => (options.over ?? each) === each)) {
    const limit = openFileLimit();
    const count = over === 'sockets' ? possibleConnections(wanted, limit) : wanted;
    const explanation = over === 'sockets' && explainLimit(wanted, limit);
    if (explanation) process.stdout.write(`${explanation}\n\n`);
    const pairs = await measure(over, count);
    process.stdout.write(`${table(over, count, pairs)}\n\n`);
    if (options.check && isGrosslyMissed(over, pairs)) process.exitCode = 1;
  }
}

async function measure(over: Over, count: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    process.stderr.write(`${over}: round ${round + 1}\n`);
    const isBareFirst = round % 2 === 0;
    const first = await measureIdleConnections(isBareFirst ? 'bare' : 'portico', over, count);
    const second = await measureIdleConnections(isBareFirst ? 'portico' : 'bare', over, count);
    pairs.push(isBareFirst ? { bare: first, portico: second } : { bare: second, portico: first });
  }
  return pairs;
}

function ratioOf(pairs: readonly Pair[], figure: keyof IdleConnections) {
  return spread(pairs.map(({ bare, portico }) => portico[figure] / bare[figure]));
}

/** Broadcasts over streams are shown without a goal: what a connection costs is mostly the system call that they do not make. */
function isGrosslyMissed(over: Over, pairs: readonly Pair[]): boolean {
  return (
    ratioOf(pairs, 'memory').median > GROSS * GOALS.memory ||
    (over === 'sockets' && ratioOf(pairs, 'cpu').median > GROSS * GOALS.cpu) ||
    pairs.some(({ portico, bare }) => portico.timers > bare.timers || portico.ownListeners > bare.ownListeners)
  );
}

function table(over: Over, count: number, pairs: readonly Pair[]): string {
  const median = (kind: keyof Pair, figure: keyof IdleConnections) =>
    spread(pairs.map((pair) => pair[kind][figure])).median;
  const microseconds = (value: number) => `${value.toFixed(2)} µs`;
  const row = (name: string, figure: keyof IdleConnections, format: (value: number) => string, goal?: number) => {
    const ratio = ratioOf(pairs, figure);
    const verdict = goal === undefined ? ' | ' : `≤ ${goal} | ${ratio.median <= goal ? 'met' : 'missed'}`;
    const limit = goal === undefined ? undefined : ({ is: 'at most', limit: goal } as const);
    return `| ${name} | ${format(median('bare', figure))} | ${format(median('portico', figure))} | ${formatRatio(ratio, limit)} | ${verdict} |`;
  };
  const number = (name: string, figure: keyof IdleConnections) => {
    const [bare, portico] = [median('bare', figure), median('portico', figure)];
    return `| ${name} | ${bare} | ${portico} | | none more | ${portico <= bare ? 'met' : 'missed'} |`;
  };
  return [
    `${count.toLocaleString('en-US')} idle connections, over ${over}:\n`,
    '| figure | bare ws | Portico | ratio | goal | |',
    '| --- | ---: | ---: | ---: | --- | --- |',
    row('memory of one connection', 'memory', (value) => formatValue(value, 'bytes'), GOALS.memory),
    row('of that in use: heap and buffers', 'inUse', (value) => formatValue(value, 'bytes')),
    row('one delivery to all, processor time', 'cpu', microseconds, over === 'sockets' ? GOALS.cpu : undefined),
    row('one delivery to all, by the clock', 'elapsed', microseconds),
    number('timers of all connections', 'timers'),
    number('listeners of one connection', 'listeners'),
    number('functions created for one connection', 'ownListeners'),
  ].join('\n');
}

await main();
