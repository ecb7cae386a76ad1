import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Area } from './area.js';
import { areas } from './areas.js';
import { Audit } from './audit.js';
import { readCase } from './corpus.js';
import { differences } from './differences.js';
import { replaceDifferences } from './document.js';
import type { ExplainedDifference } from './explained-difference.js';
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
  --without ID    as if this difference, or several with commas, had no explanation: shows its smallest case
  --keep-going    continue after an unexplained difference
  --audit         say of each explanation how many changes of what Portico shows it would hide
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
    without: { type: 'string', default: '' },
    'keep-going': { type: 'boolean', default: false },
    audit: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

// Until a run has come to its end without an unexplained difference, so that one that crashes or stops early fails.
process.exitCode = 1;

/** @returns whether nothing unexplained was seen */
async function main(): Promise<boolean> {
  if (options.help) print(USAGE);
  if (options.write) writeFileSync(movingPage, replaceDifferences(readFileSync(movingPage, 'utf8')));
  if (options.help || options.write) return true;
  const chosen = chooseAreas();
  installReference();
  if (options.case) {
    const [area] = chosen;
    if (!area || chosen.length > 1) throw new Error(`--case needs --area.\n\n${USAGE}`);
    return (await runOne(area, readCase(options.case), { print, known: knownIn(area) })) === 0;
  }
  if (options.deadline !== undefined) giveUpAfter(numberOf('deadline', options.deadline));
  const unlimited = options.runs === undefined ? 5 : Number.POSITIVE_INFINITY;
  const minutes = options.minutes === undefined ? unlimited : numberOf('minutes', options.minutes);
  let isEqual = true;
  for (const area of chosen) isEqual = (await exploreArea(area, (minutes * 60_000) / chosen.length)) && isEqual;
  return isEqual;
}

/** @throws when an option that has to be a number is none */
function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= 0)) throw new Error(`--${name} ${text}: not a number.\n\n${USAGE}`);
  return number;
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

async function exploreArea(area: Area, time: number): Promise<boolean> {
  const seed = options.seed === undefined ? Math.floor(Math.random() * 1_000_000) : numberOf('seed', options.seed);
  const runs = runsOf(options.runs, area.name);
  const keepGoing = options['keep-going'];
  const audit = options.audit ? new Audit() : undefined;
  const totals = await explore(area, {
    seed,
    time,
    runs,
    keepGoing,
    print,
    known: knownIn(area),
    ...(audit && { audit }),
  });
  print(`${area.name}: ${totals.applications} applications, ${totals.requests} requests or messages`);
  for (const [id, cases] of [...totals.explained].sort(([, a], [, b]) => b - a))
    print(`  explained: ${id} (${[cases, audit?.shareOf(id)].filter(Boolean).join(', hides ')})`);
  if (totals.unrepeated > 0) print(`${area.name}: ${totals.unrepeated} differed once, and not when they were repeated`);
  if (totals.unexplained > 0) print(`${area.name}: ${totals.unexplained} unexplained`);
  return totals.unexplained === 0;
}

function knownIn({ name }: Area): readonly ExplainedDifference[] {
  const without = options.without.split(',');
  return differences.filter(({ area, id }) => area === name && !without.includes(id));
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

// The subjects are ended when the process exits, which a signal alone would not let it do.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

main().then(
  (isEqual) => {
    process.exitCode = isEqual ? 0 : 1;
  },
  (error: Error) => process.stderr.write(`${error.stack}\n`),
);
