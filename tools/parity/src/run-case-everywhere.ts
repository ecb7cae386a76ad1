import type { Area, Difference } from './area.js';
import { explainAny } from './explain.js';
import type { ExplainedDifference } from './explained-difference.js';
import type { Outcome, SubjectProcess } from './subject-process.js';
import { counterpartOf, frameworkOf, type SubjectName } from './subjects.js';

/** What became of one case on all subjects. */
export interface Verdict {
  readonly unexplained: readonly Difference[];
  readonly explained: readonly Explained[];
  /** Whether something was unexplained at first, and nothing when the case was repeated. */
  readonly isUnrepeated: boolean;
}

export interface Explained {
  readonly difference: Difference;
  readonly explanations: readonly ExplainedDifference[];
}

/** How often an unexplained difference has to be seen. */
const CONFIRMATIONS = 3;

/**
 * Runs a case on every subject at once and compares. What is unexplained counts only if it is there each time: on a
 * busy machine a message may come late.
 *
 * @param known the differences that are explained
 * @throws when the tool itself could not run the case
 */
export async function runCaseEverywhere(
  area: Area,
  subjects: ReadonlyMap<SubjectName, SubjectProcess>,
  theCase: unknown,
  known: readonly ExplainedDifference[],
): Promise<Verdict> {
  let verdict = await runOnce(area, subjects, theCase, known);
  const isEqual = verdict.unexplained.length === 0;
  for (let seen = 1; seen < CONFIRMATIONS && verdict.unexplained.length > 0; seen++) {
    const again = await runOnce(area, subjects, theCase, known);
    const isThere = ({ path, subject }: Difference) =>
      again.unexplained.some((each) => each.path === path && each.subject === subject);
    verdict = { ...verdict, unexplained: verdict.unexplained.filter(isThere) };
  }
  return { ...verdict, isUnrepeated: !isEqual && verdict.unexplained.length === 0 };
}

async function runOnce(
  area: Area,
  subjects: ReadonlyMap<SubjectName, SubjectProcess>,
  theCase: unknown,
  known: readonly ExplainedDifference[],
): Promise<Verdict> {
  const outcomes = new Map<SubjectName, Outcome>();
  await Promise.all(
    [...subjects].map(async ([name, subject]) => outcomes.set(name, await subject.run(area.name, theCase))),
  );
  for (const [name, outcome] of outcomes)
    if (outcome.kind === 'failed') throw new Error(`${name} could not run the case: ${outcome.detail}`);
  const verdict = { unexplained: [] as Difference[], explained: [] as Explained[], isUnrepeated: false };
  for (const difference of [...compareOutcomes(outcomes), ...compareObservations(area, theCase, outcomes)]) {
    const explanations = explainAny(known, theCase, difference);
    if (explanations) verdict.explained.push({ difference, explanations });
    else verdict.unexplained.push(difference);
  }
  return verdict;
}

/** A crash or a hang is something seen, too. */
function compareOutcomes(outcomes: ReadonlyMap<SubjectName, Outcome>): Difference[] {
  return [...outcomes].flatMap(([subject, outcome]) => {
    const counterpart = outcomes.get(counterpartOf(subject));
    if (frameworkOf(subject) !== 'portico' || !counterpart || counterpart.kind === outcome.kind) return [];
    return [{ path: 'process', subject, portico: describe(outcome), reference: describe(counterpart) }];
  });
}

function describe(outcome: Outcome): string {
  return outcome.kind === 'observed' ? 'runs' : `${outcome.kind}: ${outcome.detail}`;
}

function compareObservations(area: Area, theCase: unknown, outcomes: ReadonlyMap<SubjectName, Outcome>): Difference[] {
  const observations = new Map<SubjectName, unknown>();
  for (const [name, outcome] of outcomes) if (outcome.kind === 'observed') observations.set(name, outcome.observation);
  return observations.size === outcomes.size ? area.compare(theCase, observations) : [];
}
