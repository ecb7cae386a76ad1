import { VERSION_NEUTRAL, type VersionValue } from '@portico/common';
import type { VersionReader } from '../routing/request-version.js';
import type { RouteDefinition } from '../routing/route-definition.js';
import { rateVersion } from '../routing/version-filter.js';

/** Tells whether the version of a middleware matches a request. Only for versions that are not part of the path. */
export interface VersionRule {
  /**
   * Returns whether `forRoutes()` includes a request. A request without a version that reaches no route can also match.
   */
  included(request: VersionedRequest): boolean;
  /** Returns whether `exclude()` excludes a request. In doubt the middleware runs. */
  excluded(request: VersionedRequest): boolean;
}

export interface VersionedRequest {
  readonly request: object;
  /** Returns the route of the request; before routing, the predicted one. */
  chosenRoute(asked: ReturnType<VersionReader>): RouteDefinition | undefined;
}

/**
 * Compiles the rule of a middleware with versions. Versions are compared with the chosen one: a request may ask for
 * several versions, but reaches only one.
 */
export function compileVersionRule(declared: VersionValue, read: VersionReader): VersionRule {
  const versions = new Set([declared].flat());
  if (versions.has(VERSION_NEUTRAL)) return { included: () => true, excluded: () => true };
  const isDeclared = (version: string): boolean => versions.has(version);
  return {
    included: (request) => {
      const asked = read(request.request);
      if (isNothing(asked)) return request.chosenRoute(asked) === undefined;
      return chosenVersions(request, asked).some(isDeclared);
    },
    excluded: (request) => {
      const asked = read(request.request);
      return !isNothing(asked) && chosenVersions(request, asked).every(isDeclared);
    },
  };
}

type Asked = string | readonly string[];

function isNothing(asked: ReturnType<VersionReader>): asked is undefined | '' {
  return asked === undefined || asked.length === 0;
}

/** Returns one version, or all requested ones if the route accepts any. */
function chosenVersions(request: VersionedRequest, asked: Asked): readonly string[] {
  if (typeof asked === 'string') return [asked];
  if (asked.length === 1) return asked;
  const version = request.chosenRoute(asked)?.version;
  const best = version === undefined ? undefined : asked[rateVersion(version, asked)];
  return best === undefined ? asked : [best];
}
