import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runVitest } from '../support/run-vitest.js';
import { HTTP_REPLY_MUTANTS } from './http-reply-mutants.js';
import { HTTP_REQUEST_MUTANTS } from './http-request-mutants.js';
import type { Mutant } from './mutant.js';
import { WEBSOCKET_MUTANTS } from './websocket-mutants.js';
import { type Kind, writeMutants } from './write-mutants.js';

/**
 * `npm run mutants [-- --kind http --only TEXT --shard 1/4]`: breaks the starters in one thing at a time and runs the
 * suites on each. A mutant that no test catches is a test to write, or has its reason in the list. Takes some minutes.
 * `--only` can be given several times.
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
  const specs = mutants.map(({ suite = 'conformance' }, index) => `${folders[index]}/${kind}/${suite}.spec.ts`);
  const suites = new Set(mutants.map(({ suite = 'conformance' }) => suite));
  for (const suite of suites) specs.push(`${folders.at(-1)}/${kind}/${suite}.spec.ts`);
  const caughtBy = await runSpecs(specs);
  const unbroken = caughtBy.get(folders.at(-1) as string);
  if (unbroken !== undefined) return [`The starter without a breakage fails: ${unbroken}`];
  const found = mutants.map((mutant, index) => judge(kind, mutant, caughtBy.get(folders[index] as string)));
  const caught = mutants.filter((_, index) => caughtBy.get(folders[index] as string) !== undefined).length;
  console.log(`${kind}: ${caught} of ${mutants.length} mutants were caught`);
  return found.filter((problem) => problem !== undefined);
}

/** Says what became of a mutant; gives the problem if that was not expected. */
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

/** The first failed test of each folder; a folder whose tests all pass has none. */
async function runSpecs(specs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = specs.map((spec) => relative(PACKAGE, spec));
  const { report, output } = await runVitest('test/mutants/vitest.config.ts', paths);
  const { testResults } = report;
  if (testResults.length !== specs.length) {
    throw new Error(`${specs.length} suites were started, and ${testResults.length} reported:\n${output}`);
  }
  return new Map(
    testResults.flatMap(({ name, status, message, assertionResults }) => {
      const failed = assertionResults.find((test) => test.status === 'failed');
      if (!failed && status !== 'failed') return [];
      return [[dirname(dirname(name)), failed?.fullName ?? message] as const];
    }),
  );
}
