import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Area } from './area.js';
import { areas } from './areas.js';
import { readCase } from './corpus.js';
import { replaceDifferences } from './document.js';
import { explore, runOne } from './explore.js';
import { installReference } from './install-reference.js';
import { movingPage } from './locations.js';
import { runsOf } from './runs.js';

const USAGE = `Usage: parity [options]

  --minutes N     how long, all areas together (default: 5, with --runs unlimited)
  --seed N        the first seed (default: random); the same seed generates the same cases
  --runs N        so many cases per area, or per named area: http=60,gateways=40
  --deadline N    minutes after which the run is given up and fails (default: none)
  --area NAME     one of ${areas.map(({ name }) => name).join(', ')} (default: all)
  --case FILE     only the case in this file; needs --area
  --keep-going    continue after an unexplained difference
  --write         only write the list of differences into docs/moving-from-nestjs.md
`;

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seed: { type: 'string' },
    runs: { type: 'string' },
    deadline: { type: 'string' },
    area: { type: 'string' },
    case: { type: 'string' },
    'keep-going': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

// Until a run has come to its end without an unexplained difference, so that one that crashes or stops early fails.
process.exitCode = 1;

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
  if (options.deadline) giveUpAfter(Number(options.deadline));
  const minutes = Number(options.minutes ?? (options.runs ? Number.POSITIVE_INFINITY : 5));
  for (const area of chosen) await exploreArea(area, (minutes * 60_000) / chosen.length);
}

/** The subjects notice that their parent has gone, and exit. */
function giveUpAfter(minutes: number): void {
  setTimeout(() => {
    process.stderr.write(
      `The deadline of ${minutes} minutes has passed. The cases that have not run are not known to be equal.\n`,
    );
    process.exit(1);
  }, minutes * 60_000).unref();
}

async function exploreArea(area: Area, time: number): Promise<void> {
  const seed = options.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(options.seed);
  const runs = runsOf(options.runs, area.name);
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
