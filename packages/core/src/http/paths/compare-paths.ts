import { pathToRegexp } from 'path-to-regexp';

/** Negative when `a` is more specific: fixed text before a parameter, a parameter before a wildcard, segment by segment. */
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
  if (/[*{]/.test(segment)) return 3;
  return segment.includes(':') ? 2 : 1;
}

/** The path without the names of its parameters: `/cats/:id` and `/cats/:name` are one. */
export function pathShape(path: string): string {
  return path.replace(/([:*])(?:"[^"]*"|[\w$]+)/g, '$1');
}

/** Whether a request written for the second path is taken by the first. */
export function takesRequestsOf(first: string, second: string): boolean {
  if (!/[:*]/.test(first)) return false;
  const example = second.replace(/[{}]/g, '').replace(/[:*](?:"[^"]*"|[\w$]+)/g, '~');
  return pathToRegexp(first).regexp.test(example);
}
