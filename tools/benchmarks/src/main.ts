import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installReference } from '../../parity/src/install-reference.js';
import { buildSubjects } from './build-subjects.js';
import { documentPath } from './locations.js';
import { replaceTables } from './measure/document.js';
import { describeEnvironment } from './measure/environment.js';
import { formatShare } from './measure/format.js';
import { type Kind, kindNames, kinds } from './measure/kinds.js';
import { measureRounds, TOLERATED_SHARE, type WorkResult } from './measure/rounds.js';
import { profileSubjects } from './measure/subject-process.js';
import { rows, table } from './measure/table.js';
import type { Suite, Timing, Work } from './measure/work.js';
import { suites } from './suites/index.js';

const USAGE = `Usage: bench [suite …] [options]

Suites: ${suites.map(({ name }) => name).join(', ')}. Without a name: all but ${optionalSuites()}.

  --short           few short rounds, to see a gross loss; NestJS only where figures are divided by its
  --rounds N        rounds of each work (5; short: 3)
  --seconds S       processor seconds measured per subject and round (2; short: 0.5)
  --only TEXT       only works whose name has this text
  --kinds A,B       only these of ${kinds.join(', ')}
  --check           end with an error when a figure is worse than half of its goal
  --write           put the tables into docs/measurements.md
  --profile FOLDER  leave a processor profile of each subject there
`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    only: { type: 'string', default: '' },
    kinds: { type: 'string' },
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    profile: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (options.help) return void process.stdout.write(USAGE);
  const selected = chooseKinds();
  const chosen = chooseSuites();
  const rounds = Number(options.rounds ?? (options.short ? 3 : 5));
  const duration = Number(options.seconds ?? (options.short ? 0.5 : 2));
  installReference();
  buildSubjects(selected);
  if (options.profile) useProfiles(resolve(options.profile));

  const results: WorkResult[] = [];
  const parts: string[] = [];
  for (const suite of chosen) {
    const measured = await measureSuite(suite, selected, rounds, { warmUp: duration / 2, duration });
    results.push(...measured);
    parts.push(`### ${suite.title}\n\n${table(measured)}`);
    process.stdout.write(`${parts.at(-1)}\n\n`);
  }
  if (options.write) {
    const stolen = Math.max(...results.map((result) => result.stolen));
    const heading = [
      describeEnvironment(),
      `- Rounds: ${rounds} of ${duration} s. The host took at most ${formatShare(stolen)} of the processor time in a round.`,
    ].join('\n');
    writeFileSync(documentPath, replaceTables(readFileSync(documentPath, 'utf8'), [heading, ...parts].join('\n\n')));
  }
  if (options.check) check(results);
}

async function measureSuite(
  suite: Suite,
  selected: readonly Kind[],
  rounds: number,
  timing: Timing,
): Promise<WorkResult[]> {
  const results: WorkResult[] = [];
  for (const work of suite.works) {
    if (!work.name.includes(options.only)) continue;
    process.stderr.write(`${suite.name}: ${work.name}\n`);
    const taking = options.short && !options.kinds ? needed(work) : selected;
    const result = await measureRounds(work, taking, rounds, timing, { repeats: options.short ? 0 : 2 });
    if (result.stolen > TOLERATED_SHARE)
      process.stderr.write(`  The host took ${formatShare(result.stolen)} of the processor time in a round.\n`);
    for (const [kind, error] of result.failures)
      process.stderr.write(`  ${kindNames[kind]} failed: ${error.message}\n`);
    results.push(result);
  }
  return results;
}

/** Portico, and the kinds by whose figures those of Portico are divided. */
function needed({ figures }: Work): Kind[] {
  return kinds.filter((kind) => kind === 'portico' || figures.some(({ base }) => base === kind));
}

/** Exits with an error on a gross loss. */
function check(results: readonly WorkResult[]): void {
  const lost = results.flatMap(rows).filter(({ verdict }) => verdict === 'grossly missed');
  for (const { cells } of lost) process.stderr.write(`Less than half of the goal: ${cells.join(' | ')}\n`);
  if (lost.length > 0) process.exitCode = 1;
}

function chooseSuites(): Suite[] {
  const unknown = positionals.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown) throw new Error(`There is no suite “${unknown}”.\n\n${USAGE}`);
  const named = suites.filter(({ name, isOptional }) =>
    positionals.length === 0 ? !isOptional : positionals.includes(name),
  );
  return named.filter(({ works }) => works.some((work: Work) => work.name.includes(options.only)));
}

function optionalSuites(): string {
  return suites.flatMap(({ name, isOptional }) => (isOptional ? [name] : [])).join(', ');
}

function chooseKinds(): Kind[] {
  const wanted = options.kinds?.split(',') ?? kinds;
  const unknown = wanted.find((name) => !kinds.some((kind) => kind === name));
  if (unknown) throw new Error(`There is no kind “${unknown}”.\n\n${USAGE}`);
  return kinds.filter((kind) => wanted.includes(kind));
}

function useProfiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  profileSubjects(folder);
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
