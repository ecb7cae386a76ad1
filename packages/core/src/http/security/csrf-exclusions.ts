import { escapeSyntax, withoutEscapes } from '../paths/path-syntax.js';
import { requestPath } from '../paths/request-path.js';
import { routedPath, routedPattern } from '../paths/routed-path.js';
import type { RouteMatchingOptions } from '../route-registration.js';

/** Returns whether the path of a request is excluded. */
export type CsrfExclusions = (target: string) => boolean;

/**
 * Compiles paths that are not protected. Another spelling of such a path may reach another route, which is protected: a
 * request is excluded only if the router reads its path as the excluded one, too.
 *
 * @param matchingOf how the router compares paths
 */
export function csrfExclusions(
  exclude: readonly (string | RegExp)[],
  matchingOf: () => RouteMatchingOptions,
): CsrfExclusions {
  const texts = exclude.filter((one) => typeof one === 'string');
  const patterns = exclude
    .filter((one) => typeof one !== 'string')
    .map(({ source, flags }) => new RegExp(source, flags.replace(/[gy]/g, '')));
  const excludes = (path: string, paths: readonly string[]): boolean =>
    paths.includes(path) || patterns.some((pattern) => pattern.test(path));
  const normalized = texts.map((text) => requestPath(text));
  return (target) => {
    const matching = matchingOf();
    const path = requestPath(target, matching.useSemicolonDelimiter);
    const routed = routedPath(target, matching);
    if (routed === undefined || !excludes(path, normalized)) return false;
    return isSpelledAs(path, routed, matching) || excludes(routed, texts);
  };
}

/** Returns whether the router reads a path as the normalized one. */
function isSpelledAs(path: string, routed: string, matching: RouteMatchingOptions): boolean {
  const expected = withoutEscapes(routedPattern(escapeSyntax(path), matching));
  return routed === expected || (matching.ignoreTrailingSlash && routed === `${expected}/`);
}
