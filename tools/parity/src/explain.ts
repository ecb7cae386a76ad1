import { isDeepStrictEqual } from 'node:util';
import type { Difference } from './area.js';
import type { ExplainedDifference } from './explained-difference.js';

/**
 * The explanations of a difference: one that explains all of it, or several that each explain a part.
 *
 * @param known the explained differences of the area
 * @returns `undefined` if a part of it is unexplained
 */
export function explain(
  known: readonly ExplainedDifference[],
  theCase: unknown,
  difference: Difference,
): readonly ExplainedDifference[] | undefined {
  const whole = known.find((entry) => entry.matches?.(theCase, difference));
  if (whole) return [whole];
  const parts: ExplainedDifference[] = [];
  let rest = difference;
  // Those that explain nothing are tried again, when others have explained their part.
  for (const entry of [...known, ...known]) {
    if (parts.includes(entry)) continue;
    const { portico, reference } = entry.without?.(theCase, rest) ?? rest;
    if (isDeepStrictEqual([portico, reference], [rest.portico, rest.reference])) continue;
    parts.push(entry);
    rest = { ...rest, portico, reference };
    if (isDeepStrictEqual(portico, reference)) return parts;
  }
  if (parts.length === 0) return undefined;
  const last = known.find((entry) => entry.matches?.(theCase, rest));
  return last && [...parts, last];
}

/** The explanations of a difference to the counterpart, or otherwise to another platform of the reference that is accepted. */
export function explainAny(
  known: readonly ExplainedDifference[],
  theCase: unknown,
  difference: Difference,
): readonly ExplainedDifference[] | undefined {
  for (const reference of [difference.reference, ...(difference.alternatives ?? [])]) {
    const explanations = explain(known, theCase, { ...difference, reference });
    if (explanations) return explanations;
  }
  return undefined;
}
