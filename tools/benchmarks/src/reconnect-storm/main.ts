import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { lineChart } from '../charts/line-chart.js';
import { workspaceRoot } from '../locations.js';
import { replaceSection } from '../measure/document.js';
import { type Scenario, scenarios } from './scenarios.js';
import { type StormResult, simulateStorm } from './simulate.js';

const USAGE = `Usage: reconnect-storm [options]

Lets clients of @portico/client lose their server in virtual time, and counts the connections that they try.

  --clients N   how many (100,000)
  --upgrades N  what the server accepts in a second (5,000)
  --seed N      of the random delays (1)
  --write       put the table and the picture into docs/scaling.md
`;

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '100000' },
    upgrades: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

interface Simulated {
  readonly scenario: Scenario;
  readonly result: StormResult;
}

function main(): void {
  if (options.help) return void process.stdout.write(USAGE);
  const clients = Number(options.clients);
  const server = { upgradesPerSecond: Number(options.upgrades), backlog: 511, lostAfterMs: 1_000 };
  const simulated = scenarios.map((scenario): Simulated => {
    process.stderr.write(`${scenario.name}\n`);
    return { scenario, result: simulateStorm({ ...scenario, clients, server, seed: Number(options.seed) }) };
  });
  const text = table(simulated);
  process.stdout.write(`${text}\n`);
  if (options.write) write(text, simulated);
}

function table(simulated: readonly Simulated[]): string {
  const lines = simulated.map(({ scenario, result: { attemptsPerSecond, secondsUntil } }) => {
    const total = attemptsPerSecond.reduce((sum, count) => sum + count, 0);
    const cells = [
      number(Math.max(...attemptsPerSecond)),
      number(total),
      seconds(secondsUntil.half),
      seconds(secondsUntil.all),
    ];
    return `| ${scenario.name} | ${cells.join(' | ')} |`;
  });
  return [
    '| loss and settings | attempts in the worst second | total attempts | time until half are connected | time until all are connected |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function write(text: string, simulated: readonly Simulated[]): void {
  const document = join(workspaceRoot, 'docs/scaling.md');
  const picture = join(workspaceRoot, 'docs/images/reconnect-storm.svg');
  mkdirSync(dirname(picture), { recursive: true });
  const section = `![Attempts per second after the loss of a server](./images/reconnect-storm.svg)\n\n${text}`;
  writeFileSync(document, replaceSection(readFileSync(document, 'utf8'), 'reconnect-storm', section));
  writeFileSync(
    picture,
    lineChart({
      description: 'Connections that 100,000 clients try in each second after they have lost their server',
      xLabel: 'seconds since the loss',
      yLabel: 'attempts per second',
      isLogarithmic: { y: true },
      series: simulated.map(({ scenario, result }) => ({
        name: scenario.name,
        points: result.attemptsPerSecond.map((count, second) => [second, count] as const),
      })),
    }),
  );
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}

function seconds(value: number): string {
  return `${value.toFixed(1)} s`;
}

main();
