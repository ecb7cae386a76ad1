import type { RouteInfo } from '@portico/common';
import { readDeclaredPath } from './declared-path.js';
import { joinPath } from './join-path.js';
import { type ComposedPath, composed, type PathComposer } from './path-composer.js';
import { compilePattern, type PathMatcher, type PathParameters } from './path-pattern.js';
import { PLAIN_NAME } from './path-syntax.js';
import { requestPath } from './request-path.js';

/** The position of a request: its URL before routing, its route afterwards. */
export interface Place {
  readonly method: string;
  /** Complete, as `requestPath` gives it. */
  readonly path: string;
  /** The path of the matched route, whose parts are certain. */
  readonly reached?: ReachedPath | undefined;
}

export interface ReachedPath extends Pick<ComposedPath, 'prefix' | 'segment'> {
  /** With the values of its parameters. */
  readonly ownPath: string;
  /** The path with its URI version in front, as clients write both. */
  readonly versionedPath: string;
  readonly prefixParameters: PathParameters;
}

/** Returns the parameters if the rule matches. */
export type PathRule = (place: Place) => PathParameters | undefined;

export interface RuleOptions {
  readonly caseSensitive: boolean;
  /** Whether paths below also match. */
  readonly below: boolean;
  /** Whether a path without a version also matches the default versions. */
  readonly defaultVersions: boolean;
  /** Whether `x/{*rest}` also matches `x`, which is a different path on some routers. */
  readonly withoutSlash: boolean;
  /** Whether `x` also matches `/x/`. */
  readonly trailing: boolean;
  /** Whether a route that is excluded from the prefix has a wildcard that takes the path, which its exclusion may not match. */
  readonly servesWithoutPrefix: (path: string, method: string) => boolean;
  /** Writes the text of a pattern as it is in the paths of places. */
  readonly spell: (path: string) => string;
}

/**
 * Compiles a path of a module, without prefix: it is composed like the paths of routes.
 *
 * @param where the location, for warnings
 */
export function compilePathRule(
  composer: PathComposer,
  info: RouteInfo,
  where: string,
  options: RuleOptions,
): PathRule {
  const { caseSensitive, trailing, servesWithoutPrefix, spell } = options;
  const ownPath = includingPrefixItself(composer, readDeclaredPath(joinPath(info.path), where));
  const segments =
    info.version === undefined && options.defaultVersions
      ? composer.defaultSegments()
      : composer.segments(info.version);
  // The root of a prefix has no other path.
  const withoutSlash = options.withoutSlash || ownPath.startsWith('/{');
  const pattern = (path: string, prefix = options.below): PathMatcher =>
    compilePattern(spell(path), where, { caseSensitive, prefix, withoutSlash, trailing });
  const isExcluded = composer.isExcluded(ownPath, info.method);
  const mayBeWithoutPrefix = (written: string, method: string): boolean => {
    const path = requestPath(written);
    return composer.mayBeExcluded(path, method) || servesWithoutPrefix(path, method);
  };
  const addresses = addressesOf(composer, ownPath, segments).map(({ path, prefix }) => ({
    matches: pattern(path),
    underPrefix: prefix === composer.prefix,
    // A path that is excluded from the prefix does not match the same path under the prefix.
    except: isExcluded && prefix !== '' ? pattern(path, false) : undefined,
  }));
  const matchesOwn = pattern(ownPath);
  const guardsBelow = isExcluded && ownPath !== '/';

  function byAddress({ path, method }: Place): PathParameters | undefined {
    for (const { matches, underPrefix, except } of addresses) {
      const parameters = matches(path);
      if (!parameters || except?.(path)) continue;
      // Without the prefix a pattern matches any path, but it applies only to paths that are excluded from the prefix,
      // and to paths below these.
      if (underPrefix || guardsBelow || mayBeWithoutPrefix(path, method)) return parameters;
    }
    return undefined;
  }

  function byRoute(route: ReachedPath): PathParameters | undefined {
    for (const segment of segments) {
      if (segment !== undefined && segment !== route.segment) continue;
      const isVersioned = segment === undefined && route.segment !== undefined;
      const parameters = matchesOwn(isVersioned ? route.versionedPath : route.ownPath);
      if (parameters) return { ...route.prefixParameters, ...parameters };
    }
    return undefined;
  }

  return (place) => (place.reached ? byRoute(place.reached) : byAddress(place));
}

/** Returns the paths with and without the prefix: a pattern can apply to both kinds of routes. */
function addressesOf(
  composer: PathComposer,
  ownPath: string,
  segments: readonly (string | undefined)[],
): ComposedPath[] {
  const prefixes = [...new Set([composer.prefix, ''])];
  return prefixes.flatMap((prefix) => segments.map((segment) => composed(prefix, segment, ownPath)));
}

const ONLY_WILDCARD = new RegExp(String.raw`^/\*(?:"[^"]*"|${PLAIN_NAME})$`, 'u');

/** `*path` after a prefix applies to everything under the prefix, including its root. */
export function includingPrefixItself({ prefix }: Pick<PathComposer, 'prefix'>, ownPath: string): string {
  return prefix !== '' && ONLY_WILDCARD.test(ownPath) ? `/{${ownPath.slice(1)}}` : ownPath;
}
