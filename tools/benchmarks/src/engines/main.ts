import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSubjects } from '../build-subjects.js';
import { workspaceRoot } from '../locations.js';
import { replaceSection } from '../measure/document.js';
import { describeEnvironment } from '../measure/environment.js';
import { spread } from '../measure/statistics.js';
import { type Engine, engines } from './engine.js';
import { type EngineFigures, LENGTHS, measureEngine } from './measure-engine.js';

const USAGE = `Usage: engines [options]

Sends events from a client of one process to a client of another, through each engine that can share rooms, and
measures the processor time of an event in both processes and in the engine, its latency, and events per second.
All of them run on this machine, which should have more than two processors for the rates and latencies to mean much.

  --engines A,B  only these of ${engines.map(({ name }) => name).join(', ')}
  --rounds N     rounds of all engines (3)
  --seconds S    seconds of a measurement (4)
  --write        put the table into docs/scaling.md
`;

const { values: options } = parseArgs({
  options: {
    engines: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  const wanted = options.engines?.split(',') ?? engines.map(({ name }) => name);
  const unknown = wanted.find((name) => !engines.some((engine) => engine.name === name));
  if (unknown) throw new Error(`There is no engine “${unknown}”.\n\n${USAGE}`);
  const chosen = engines.filter(({ name }) => wanted.includes(name));
  buildSubjects(['portico']);
  const rounds: Map<Engine, EngineFigures>[] = [];
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const figures = new Map<Engine, EngineFigures>();
    for (const engine of chosen) {
      process.stderr.write(`round ${round + 1}: ${engine.title}\n`);
      figures.set(engine, await measureEngine(engine, Number(options.seconds)));
    }
    rounds.push(figures);
  }
  const text = table(chosen, rounds);
  process.stdout.write(`${text}\n`);
  if (options.write) write(text);
}

function table(chosen: readonly Engine[], rounds: readonly ReadonlyMap<Engine, EngineFigures>[]): string {
  const lines = chosen.map((engine) => {
    const median = (figure: keyof EngineFigures) => spread(rounds.map((round) => round.get(engine)![figure])).median;
    const cpu = (['sender', 'receiver', 'engine'] as const).map((figure) => `${median(figure).toFixed(1)} µs`);
    const latency = (['p50', 'p99'] as const).map((figure) => `${(median(figure) / 1_000).toFixed(2)} ms`);
    const rates = (['small', 'medium', 'large'] as const).map((figure) => number(median(figure)));
    return `| ${[engine.title, ...cpu, ...latency, ...rates].join(' | ')} |`;
  });
  const lengths = Object.values(LENGTHS).map((bytes) => `${number(bytes)} bytes`);
  return [
    `| engine | sending process | receiving process | engine | latency, median | p99 | ${lengths.join(' | ')} |`,
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function write(text: string): void {
  const path = join(workspaceRoot, 'docs/scaling.md');
  writeFileSync(path, replaceSection(readFileSync(path, 'utf8'), 'engines', `${describeEnvironment()}\n\n${text}`));
}

await main();
