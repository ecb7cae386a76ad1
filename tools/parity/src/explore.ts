import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Area, Difference } from './area.js';
import type { Audit } from './audit.js';
import { corpusOf } from './corpus.js';
import type { ExplainedDifference } from './explained-difference.js';
import { foundRoot } from './locations.js';
import { runCaseEverywhere, type Verdict } from './run-case-everywhere.js';
import { SubjectProcess } from './subject-process.js';
import type { SubjectName } from './subjects.js';

/** Cases per seed. Each seed can be run again on its own. */
const CASES_PER_SEED = 100;

/** Milliseconds that the search for a smaller case may take. */
const SHRINKING_TIME = 15_000;

export interface ExploreOptions {
  readonly seed: number;
  /** Milliseconds. */
  readonly time: number;
  /** Cases at most. */
  readonly runs: number;
  /** Goes on after an unexplained difference. */
  readonly keepGoing: boolean;
  readonly print: (text: string) => void;
  /** Differences that are explained. */
  readonly known: readonly ExplainedDifference[];
  /** Counts what the explanations would hide. */
  readonly audit?: Audit;
}

export interface Totals {
  applications: number;
  requests: number;
  /** Cases in which each explained difference was seen. */
  readonly explained: Map<string, number>;
  unexplained: number;
  /** Cases that differed once, and not when they were repeated. */
  unrepeated: number;
}

/** Generates and compares cases of one area until the time is over. */
export async function explore(area: Area, options: ExploreOptions): Promise<Totals> {
  const subjects = new Map<SubjectName, SubjectProcess>();
  for (const name of area.subjects) subjects.set(name, new SubjectProcess(name));
  const totals: Totals = { applications: 0, requests: 0, explained: new Map(), unexplained: 0, unrepeated: 0 };
  const run = async (theCase: unknown) => {
    const verdict = await runCaseEverywhere(area, subjects, theCase, options.known);
    count(totals, area, theCase, verdict);
    for (const { difference, explanations } of verdict.explained)
      options.audit?.add(area, options.known, theCase, difference, explanations);
    return verdict;
  };
  try {
    await runCorpus(area, options, totals, run);
    await search(area, options, totals, run);
  } finally {
    await Promise.all([...subjects.values()].map((subject) => subject.stop()));
  }
  return totals;
}

/** Runs one case and prints what differs. Returns how much of it is unexplained. */
export async function runOne(
  area: Area,
  theCase: unknown,
  { print, known }: Pick<ExploreOptions, 'print' | 'known'>,
): Promise<number> {
  const subjects = new Map<SubjectName, SubjectProcess>();
  for (const name of area.subjects) subjects.set(name, new SubjectProcess(name));
  try {
    const { unexplained, explained } = await runCaseEverywhere(area, subjects, theCase, known);
    print(`${area.print(theCase)}\n`);
    for (const difference of unexplained) print(describe(difference));
    for (const id of idsOf(explained)) print(`explained: ${id}`);
    return unexplained.length;
  } finally {
    await Promise.all([...subjects.values()].map((subject) => subject.stop()));
  }
}

type Run = (theCase: unknown) => Promise<Verdict>;

async function runCorpus(area: Area, { print }: ExploreOptions, totals: Totals, run: Run): Promise<void> {
  for (const { file, theCase } of corpusOf(area.name)) {
    const { unexplained } = await run(theCase);
    if (unexplained.length === 0) continue;
    totals.unexplained++;
    print([`${file}:`, ...unexplained.map(describe)].join('\n'));
  }
}

async function search(area: Area, options: ExploreOptions, totals: Totals, run: Run): Promise<void> {
  const { keepGoing, print } = options;
  const end = Date.now() + options.time;
  let left = options.runs;
  for (let seed = options.seed; Date.now() < end && left > 0; seed++) {
    let failing: { verdict: Verdict; until: number } | undefined;
    const property = fc.asyncProperty(area.arbitrary, async (theCase) => {
      if (Date.now() > (failing?.until ?? end)) return true;
      const verdict = await run(theCase);
      if (verdict.unexplained.length === 0) return true;
      failing = { verdict, until: failing?.until ?? Date.now() + SHRINKING_TIME };
      return false;
    });
    const numRuns = Math.min(CASES_PER_SEED, left);
    const result = await fc.check(property, { seed, numRuns });
    left -= numRuns;
    if (!result.failed) {
      print(`${area.name}: seed ${seed}, ${totals.applications} applications, ${totals.requests} requests`);
      continue;
    }
    if (!failing) throw result.errorInstance;
    totals.unexplained++;
    const [theCase] = result.counterexample ?? [];
    const file = join(foundRoot, `${area.name}-${seed}.json`);
    mkdirSync(foundRoot, { recursive: true });
    writeFileSync(file, `${JSON.stringify(theCase, null, 2)}\n`);
    print(`\n${area.name}: unexplained difference with --seed ${seed} (again: --area ${area.name} --case ${file})\n`);
    print(`${area.print(theCase)}\n`);
    for (const difference of failing.verdict.unexplained.slice(0, 12)) print(describe(difference));
    if (!keepGoing) return;
  }
}

function count(totals: Totals, area: Area, theCase: unknown, { explained, isUnrepeated }: Verdict): void {
  totals.applications += area.subjects.length;
  totals.requests += area.subjects.length * area.countRequests(theCase);
  if (isUnrepeated) totals.unrepeated++;
  for (const id of idsOf(explained)) totals.explained.set(id, (totals.explained.get(id) ?? 0) + 1);
}

function idsOf(explained: Verdict['explained']): ReadonlySet<string> {
  return new Set(explained.flatMap(({ explanations }) => explanations.map(({ id }) => id)));
}

function describe({ path, subject, portico, reference }: Difference): string {
  return `${subject} differs at ${path}\n  Portico:   ${show(portico)}\n  reference: ${show(reference)}`;
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 1_500);
}
