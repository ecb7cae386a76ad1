import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Area } from './area.js';
import { areas } from './areas.js';
import { readCase } from './corpus.js';
import { replaceDifferences } from './document.js';
import { explore, runOne } from './explore.js';
import { installReference } from './install-reference.js';
import { movingPage } from './locations.js';

const USAGE = `Usage: parity [options]

  --minutes N     how long, all areas together (default: 5)
  --seed N        the first seed (default: random); the same seed generates the same cases
  --runs N        at most so many cases per area
  --area NAME     one of ${areas.map(({ name }) => name).join(', ')} (default: all)
  --case FILE     only the case in this file; needs --area
  --keep-going    continue after an unexplained difference
  --write         only write the list of differences into docs/moving-from-nestjs.md
`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string' },
    runs: { type: 'string', default: 'Infinity' },
    area: { type: 'string' },
    case: { type: 'string' },
    'keep-going': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (options.help) return print(USAGE);
  if (options.write) return writeFileSync(movingPage, replaceDifferences(readFileSync(movingPage, 'utf8')));
  const chosen = chooseAreas();
  installReference();
  if (options.case) {
    if (chosen.length !== 1) throw new Error(`--case needs --area.\n\n${USAGE}`);
    process.exitCode = (await runOne(chosen[0]!, readCase(options.case), print)) > 0 ? 1 : 0;
    return;
  }
  for (const area of chosen) await exploreArea(area, (Number(options.minutes) * 60_000) / chosen.length);
}

async function exploreArea(area: Area, time: number): Promise<void> {
  const seed = options.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(options.seed);
  const runs = Number(options.runs);
  const totals = await explore(area, { seed, time, runs, keepGoing: options['keep-going'], print });
  print(`${area.name}: ${totals.applications} applications, ${totals.requests} requests or messages`);
  for (const [id, cases] of [...totals.explained].sort(([, a], [, b]) => b - a)) print(`  explained: ${id} (${cases})`);
  if (totals.unexplained === 0) return;
  print(`${area.name}: ${totals.unexplained} unexplained`);
  process.exitCode = 1;
}

function chooseAreas(): readonly Area[] {
  const known: readonly Area[] = areas;
  const chosen = known.filter(({ name }) => options.area === undefined || name === options.area);
  if (chosen.length === 0) throw new Error(`There is no area “${options.area}”.\n\n${USAGE}`);
  return chosen;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
