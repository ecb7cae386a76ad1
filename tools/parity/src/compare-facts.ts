import { isDeepStrictEqual } from 'node:util';
import type { Difference } from './area.js';
import { counterpartOf, frameworkOf, type SubjectName } from './subjects.js';

/** Facts by path. The value of a fact is not compared in parts. */
export type Facts = Readonly<Record<string, unknown>>;

/**
 * Compares fact by fact. If all platforms of the reference agree, each Portico subject must have the same value. Otherwise
 * each must have the value of its counterpart, or all of them the value of one platform of the reference.
 */
export function compareFacts(observed: ReadonlyMap<SubjectName, Facts>): Difference[] {
  const subjects = [...observed.keys()];
  const references = subjects.filter((subject) => frameworkOf(subject) === 'reference');
  const ours = subjects.filter((subject) => frameworkOf(subject) === 'portico');
  const paths = new Set([...observed.values()].flatMap((facts) => Object.keys(facts)));
  return [...paths].flatMap((path) => {
    const fact = (subject: SubjectName) => observed.get(subject)?.[path];
    const oursAgree = allEqual(ours.map(fact));
    const shown = references.map(fact);
    if (oursAgree && !allEqual(shown) && shown.some((each) => isDeepStrictEqual(each, fact(ours[0]!)))) return [];
    return ours
      .filter((subject) => !isDeepStrictEqual(fact(subject), fact(counterpartOf(subject))))
      .map((subject) => {
        const reference = fact(counterpartOf(subject));
        const alternatives = oursAgree ? shown.filter((each) => !isDeepStrictEqual(each, reference)) : [];
        const difference = { path, subject, portico: fact(subject), reference };
        return alternatives.length > 0 ? { ...difference, alternatives } : difference;
      });
  });
}

function allEqual(values: readonly unknown[]): boolean {
  return values.every((value) => isDeepStrictEqual(value, values[0]));
}
