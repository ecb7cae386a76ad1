import { parameterNames } from './parameter-names.js';

/** Puts parameters into a path; `undefined` when one that has to be there is missing or ambiguous. */
export type PathFiller = (parameters: Record<string, unknown> | undefined) => string | undefined;

const PARAMETER = /([:*])(?:"([^"]*)"|([\w$]+))/g;
const INNERMOST_GROUP = /\{([^{}]*)\}/g;

/**
 * The path that a router found a request to have: that of the route, with the values of its parameters. Empty segments
 * of a wildcard stay: `/files//` is `/files/*rest` with two of them, and is not `/files`.
 *
 * @param template the path of a route, in the syntax of path-to-regexp 8
 */
export function compilePathFiller(template: string): PathFiller {
  if (!/[:*{]/.test(template)) return () => template;
  const names = parameterNames(template);
  // Of two parameters with one name only the last value is known.
  if (new Set(names).size < names.length) return () => undefined;
  const required = withoutGroups(template, () => '');
  return (parameters = {}) => {
    if (!hasValues(required, parameters)) return undefined;
    const path = withoutGroups(template, (inner) => (hasValues(inner, parameters) ? inner : ''));
    const filled = path.replace(PARAMETER, (_match, _kind, quoted?: string, plain?: string) =>
      [parameters[(quoted ?? plain)!]]
        .flat()
        // As `requestPath` leaves it: an encoded slash divides nothing.
        .map((value) => String(value ?? '').replaceAll('/', '%2F'))
        .join('/'),
    );
    return filled === '' ? '/' : filled;
  };
}

/** Groups may stand within groups: the inner ones are replaced first. */
function withoutGroups(template: string, replacement: (inner: string) => string): string {
  let path = template;
  while (path.includes('{')) {
    const next = path.replace(INNERMOST_GROUP, (_group, inner: string) => replacement(inner));
    if (next === path) break;
    path = next;
  }
  return path;
}

function hasValues(template: string, parameters: Record<string, unknown>): boolean {
  return parameterNames(template).every((name) => parameters[name] !== undefined);
}
