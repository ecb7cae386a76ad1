import { pathToRegexp } from 'path-to-regexp';
import { splitPatterns } from './parameter-patterns.js';
import { replaceNamedParts, withoutEscapes, withoutGroups } from './path-syntax.js';
import { segmentRanks } from './segment-ranks.js';

/**
 * Compares two paths. Negative if `a` is more specific: static text before a parameter, a parameter before a wildcard,
 * segment by segment.
 */
export function compareSpecificity(a: string, b: string): number {
  const [left, right] = [segmentRanks(a), segmentRanks(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Returns the path without the names of its parameters: `/cats/:id` and `/cats/:name` are equal. */
export function pathShape(path: string): string {
  return replaceNamedParts(path, ({ isWildcard }) => (isWildcard ? '*' : ':'));
}

/** Returns whether requests for the second path match the first one. */
export function takesRequestsOf(first: string, second: string): boolean {
  if (!/[:*]/.test(first)) return false;
  const example = withoutEscapes(replaceNamedParts(withoutGroups(splitPatterns(second).path), () => '~'));
  return pathToRegexp(splitPatterns(first).path).regexp.test(example);
}
