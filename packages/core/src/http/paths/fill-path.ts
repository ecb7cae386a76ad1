import { compile, type ParamData, type PathFunction } from 'path-to-regexp';
import { parameterNames } from './parameter-names.js';
import { splitPatterns } from './parameter-patterns.js';

/** Inserts parameters into a path; `undefined` if a required one is missing or ambiguous. */
export type PathFiller = (parameters: ParamData | undefined) => string | undefined;

/**
 * Compiles the path that a router has matched: that of the route, with the values of its parameters. Empty segments of
 * a wildcard are kept: `/files//` is `/files/*rest` with two of them, and not `/files`.
 *
 * @param template the path of a route, in the syntax of path-to-regexp 8
 */
export function compilePathFiller(template: string): PathFiller {
  if (!/[:*{\\]/.test(template)) return () => template;
  const names = parameterNames(template);
  // If two parameters have the same name, only the last value is known.
  if (new Set(names).size < names.length) return () => undefined;
  const fill = compileTemplate(template);
  if (!fill) return () => undefined;
  return (parameters) => {
    try {
      return fill(parameters) || '/';
    } catch {
      // A required parameter is missing, or middleware has changed it to something else than text.
      return undefined;
    }
  };
}

/** Returns `undefined` for a path that cannot be parsed. */
function compileTemplate(template: string): PathFunction<ParamData> | undefined {
  try {
    // As `requestPath` returns it: an encoded slash is not a separator.
    return compile(splitPatterns(template).path, { encode: (value) => value.replaceAll('/', '%2F') });
  } catch {
    return undefined;
  }
}
