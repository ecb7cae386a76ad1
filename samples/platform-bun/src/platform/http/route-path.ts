import type { RouteMatchingOptions } from '@portico/core/adapters';
import { match } from 'path-to-regexp';

type Parameters = Record<string, string | string[]>;

/** Returns the parameters of a path, or `undefined` if it does not match. */
export type PathMatcher = (path: string) => Parameters | undefined;

/** Has a meaning in the syntax of path-to-regexp, or would be matched encoded. */
const SYNTAX = /[:*{}()[\]?+!\\%]|[^\x21-\x7e]/;

/** Compiles the path of a route. Fixed paths are compared without a regular expression. */
export function compileRoutePath(path: string, options: RouteMatchingOptions): PathMatcher {
  const { caseSensitive, ignoreTrailingSlash } = options;
  if (SYNTAX.test(path)) {
    const matches = match<Parameters>(path, { sensitive: caseSensitive, trailing: ignoreTrailingSlash });
    return (requested) => {
      const found = matches(requested);
      // Some libraries do not accept objects without a prototype, which path-to-regexp makes.
      return found ? { ...found.params } : undefined;
    };
  }
  const key = (text: string): string => {
    const cased = caseSensitive ? text : text.toLowerCase();
    return ignoreTrailingSlash && cased.length > 1 && cased.endsWith('/') ? cased.slice(0, -1) : cased;
  };
  const fixed = key(path);
  return (requested) => (key(requested) === fixed ? {} : undefined);
}
