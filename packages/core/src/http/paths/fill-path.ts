import { parameterNames } from './parameter-names.js';

/** Inserts parameters into a path; `undefined` if a required one is missing or ambiguous. */
export type PathFiller = (parameters: Record<string, unknown> | undefined) => string | undefined;

const PARAMETER = /([:*])(?:"([^"]*)"|([\w$]+))/g;
const INNERMOST_GROUP = /\{([^{}]*)\}/g;

/**
 * Compiles the path that a router has matched: that of the route, with the values of its parameters. Empty segments of
 * a wildcard are kept: `/files//` is `/files/*rest` with two of them, and not `/files`.
 *
 * @param template the path of a route, in the syntax of path-to-regexp 8
 */
export function compilePathFiller(template: string): PathFiller {
  if (!/[:*{]/.test(template)) return () => template;
  const names = parameterNames(template);
  // If two parameters have the same name, only the last value is known.
  if (new Set(names).size < names.length) return () => undefined;
  const required = withoutGroups(template, () => '');
  return (parameters = {}) => {
    if (!hasValues(required, parameters)) return undefined;
    const path = withoutGroups(template, (inner) => (hasValues(inner, parameters) ? inner : ''));
    const filled = path.replace(PARAMETER, (_match, _kind, quoted?: string, plain?: string) =>
      [parameters[(quoted ?? plain)!]]
        .flat()
        // As `requestPath` returns it: an encoded slash is not a separator.
        .map((value) => String(value ?? '').replaceAll('/', '%2F'))
        .join('/'),
    );
    return filled === '' ? '/' : filled;
  };
}

/** Groups can be nested: inner groups are replaced first. */
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
