import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runVitest } from '../support/run-vitest.js';
import { HTTP_REPLY_MUTANTS } from './http-reply-mutants.js';
import { HTTP_REQUEST_MUTANTS } from './http-request-mutants.js';
import type { Mutant } from './mutant.js';
import { WEBSOCKET_MUTANTS } from './websocket-mutants.js';
import { type Kind, writeMutants } from './write-mutants.js';

/**
 * `npm run mutants [-- --kind http --only TEXT --shard 1/4]`: applies one mutant at a time to the starters, and runs the
 * suites. A mutant that no test detects needs a new test, or a reason in the list. Takes about 5 minutes. `--only` can be
 * repeated.
 */
const PACKAGE = resolve(import.meta.dirname, '../..');
const ALL: Readonly<Record<Kind, readonly Mutant[]>> = {
  http: [...HTTP_REPLY_MUTANTS, ...HTTP_REQUEST_MUTANTS],
  websocket: WEBSOCKET_MUTANTS,
};

const { values } = parseArgs({
  options: {
    kind: { type: 'string' },
    only: { type: 'string', multiple: true, default: [''] },
    shard: { type: 'string', default: '1/1' },
  },
});
const [shard = 1, shards = 1] = values.shard.split('/').map(Number);
const problems: string[] = [];
let count = 0;
for (const kind of Object.keys(ALL) as Kind[]) {
  if (values.kind && values.kind !== kind) continue;
  const mutants = ALL[kind].filter(
    ({ what }, index) => values.only.some((text) => what.includes(text)) && index % shards === shard - 1,
  );
  count += mutants.length;
  if (mutants.length > 0) problems.push(...(await runKind(kind, mutants)));
}
if (count === 0) problems.push('No mutant was chosen.');
for (const problem of problems) console.error(`\n${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;

async function runKind(kind: Kind, mutants: readonly Mutant[]): Promise<string[]> {
  const folders = await writeMutants(kind, mutants);
  const intact = folders.at(-1) as string;
  const specs = mutants.map((mutant, index) => specOf(kind, mutant, folders[index] as string));
  const ofIntact = [...new Set(mutants.map((mutant) => specOf(kind, mutant, intact)))];
  const caughtBy = new Map(await runSpecs([...specs, ...ofIntact]));
  await repeatUnexpected(kind, mutants, folders, caughtBy);
  if (caughtBy.has(intact)) caughtBy.set(intact, (await runSpecs(ofIntact)).get(intact));
  const unbroken = caughtBy.get(intact);
  if (unbroken !== undefined) return [`The starter without a breakage fails: ${unbroken}`];
  const found = mutants.map((mutant, index) => judge(kind, mutant, caughtBy.get(folders[index] as string)));
  const caught = folders.filter((folder) => caughtBy.get(folder) !== undefined).length;
  console.log(`${kind}: ${caught} of ${mutants.length} mutants were caught`);
  return found.filter((problem) => problem !== undefined);
}

function specOf(kind: Kind, { suite }: Mutant, folder: string): string {
  return `${folder}/${kind}/${suite ?? 'conformance'}.spec.ts`;
}

/**
 * Runs each mutant with an unexpected result again, alone. A test that runs beside other suites may fail only because of its
 * time-out.
 */
async function repeatUnexpected(
  kind: Kind,
  mutants: readonly Mutant[],
  folders: readonly string[],
  caughtBy: Map<string, string | undefined>,
): Promise<void> {
  for (const [index, mutant] of mutants.entries()) {
    const folder = folders[index] as string;
    if (isExpected(mutant, caughtBy.get(folder))) continue;
    console.log(`${kind}: ${mutant.what}: unexpected result, runs again alone`);
    caughtBy.set(folder, (await runSpecs([specOf(kind, mutant, folder)])).get(folder));
  }
}

function isExpected({ survives }: Mutant, caughtBy: string | undefined): boolean {
  return (caughtBy === undefined) === (survives !== undefined);
}

/** Prints the result of a mutant, and returns the problem if the result was not expected. */
function judge(kind: Kind, { what, survives }: Mutant, caughtBy: string | undefined): string | undefined {
  console.log(
    `${kind}: ${what}\n    ${caughtBy === undefined ? `SURVIVED: ${survives ?? 'no test failed'}` : caughtBy}`,
  );
  if (caughtBy === undefined && survives === undefined) {
    return `No test catches the ${kind} adapter that ${what}. Write one, or say in the list why it survives.`;
  }
  if (caughtBy !== undefined && survives !== undefined) {
    return `The ${kind} adapter that ${what} is in the list of survivors, but "${caughtBy}" catches it. Take the reason out.`;
  }
  return undefined;
}

/**
 * Returns the first failed test of each folder, if any.
 *
 * @throws Error if a suite has no tests: whatever stopped it would count as if a test had detected the mutant
 */
async function runSpecs(specs: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
  const paths = specs.map((spec) => relative(PACKAGE, spec));
  const { report, output } = await runVitest('test/mutants/vitest.config.ts', paths);
  const { testResults } = report;
  if (testResults.length !== specs.length) {
    throw new Error(`${specs.length} suites were started, and ${testResults.length} reported:\n${output}`);
  }
  return new Map(
    testResults.flatMap(({ name, status, message, assertionResults }) => {
      if (assertionResults.length === 0) throw new Error(`The suite ${name} could not be loaded: ${message}`);
      const failed = assertionResults.find((test) => test.status === 'failed');
      if (!failed && status !== 'failed') return [];
      return [[dirname(dirname(name)), failed?.fullName ?? (message || 'a hook of the suite fails')] as const];
    }),
  );
}
