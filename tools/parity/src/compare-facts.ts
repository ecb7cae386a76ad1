import { isDeepStrictEqual } from 'node:util';
import type { Difference } from './area.js';
import { counterpartOf, frameworkOf, type SubjectName } from './subjects.js';

/** Facts by path; a fact is compared as a whole. */
export type Facts = Readonly<Record<string, unknown>>;

/**
 * Compares fact by fact. Where all platforms of the reference agree, each Portico subject must show the same.
 * Where they disagree, each must show what its counterpart shows, or all what one platform of the reference shows.
 */
export function compareFacts(observed: ReadonlyMap<SubjectName, Facts>): Difference[] {
  const subjects = [...observed.keys()];
  const references = subjects.filter((subject) => frameworkOf(subject) === 'reference');
  const ours = subjects.filter((subject) => frameworkOf(subject) === 'portico');
  const paths = new Set([...observed.values()].flatMap((facts) => Object.keys(facts)));
  return [...paths].flatMap((path) => {
    const fact = (subject: SubjectName) => observed.get(subject)?.[path];
    const agreedOn =
      allEqual(ours.map(fact)) && references.some((subject) => isDeepStrictEqual(fact(subject), fact(ours[0]!)));
    if (agreedOn && !allEqual(references.map(fact))) return [];
    return ours
      .filter((subject) => !isDeepStrictEqual(fact(subject), fact(counterpartOf(subject))))
      .map((subject) => ({ path, subject, portico: fact(subject), reference: fact(counterpartOf(subject)) }));
  });
}

function allEqual(values: readonly unknown[]): boolean {
  return values.every((value) => isDeepStrictEqual(value, values[0]));
}
