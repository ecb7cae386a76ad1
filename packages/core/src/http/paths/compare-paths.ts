import { pathToRegexp } from 'path-to-regexp';
import { splitPatterns } from './parameter-patterns.js';
import { replaceNamedParts, withoutEscapes, withoutGroups } from './path-syntax.js';

/**
 * Compares two paths. Negative if `a` is more specific: static text before a parameter, a parameter before a wildcard,
 * segment by segment.
 */
export function compareSpecificity(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let index = 1; index < Math.max(left.length, right.length); index++) {
    const difference = vagueness(left[index]) - vagueness(right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function vagueness(segment: string | undefined): number {
  if (segment === undefined) return 0;
  const syntax = segment.replace(/\\./gs, '');
  if (/[*{]/.test(syntax)) return 3;
  return syntax.includes(':') ? 2 : 1;
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
