import { RequestMethod, type RouteInfo, type Type, type VersionValue } from '@portico/common';
import type { ApplicationConfig } from '../../application/application-config.js';
import type { RouteMatchingOptions } from '../route-registration.js';
import { joinPath } from '../routing/join-path.js';
import type { PrefixExclusions } from '../routing/prefix-exclusions.js';
import type { VersionReader } from '../routing/request-version.js';
import type { RouteDefinition } from '../routing/route-definition.js';
import { uriVersions } from '../routing/route-paths.js';
import { NO_MATCH, rateVersion } from '../routing/version-filter.js';
import type { MiddlewareDeclaration } from './middleware-builder.js';
import { compilePattern, type PathMatcher } from './path-pattern.js';

/** A request as middleware is matched against it. */
export interface MatchedRequest {
  readonly method: string;
  /** As `requestPath` gives it. */
  readonly path: string;
  readonly request: unknown;
}

/** Answers the parameters of the path when the middleware is for the request. */
export type RequestMatcher = (request: MatchedRequest) => Record<string, string | string[]> | undefined;

export interface MatchingEnvironment {
  readonly config: ApplicationConfig;
  readonly exclusions: PrefixExclusions;
  readonly matching: RouteMatchingOptions;
  readonly routes: readonly RouteDefinition[];
  readonly readVersion: VersionReader | undefined;
}

/** Compiles for which requests the middleware of a declaration runs. */
export function compileMatcher(env: MatchingEnvironment, declaration: MiddlewareDeclaration): RequestMatcher {
  const included = declaration.routes.flatMap((route) => includedRoute(env, route));
  const excluded = declaration.exclude.map((route) => excludedRoute(env, route));
  return (request) => {
    for (const matches of excluded) if (matches(request)) return undefined;
    for (const matches of included) {
      const parameters = matches(request);
      if (parameters) return parameters;
    }
    return undefined;
  };
}

function includedRoute(env: MatchingEnvironment, route: string | Type<any> | RouteInfo): RequestMatcher[] {
  if (typeof route === 'function') return controllerRoutes(env, route);
  const info = typeof route === 'string' ? { path: route, method: RequestMethod.ALL } : route;
  return [declaredRoute(env, info, 'forRoutes()', info.method === RequestMethod.ALL)];
}

function excludedRoute(env: MatchingEnvironment, route: string | RouteInfo): RequestMatcher {
  const info = typeof route === 'string' ? { path: route, method: RequestMethod.ALL } : route;
  return declaredRoute(env, info, 'exclude()', false);
}

/** Every route of a controller, exactly. */
function controllerRoutes(env: MatchingEnvironment, controller: Type<any>): RequestMatcher[] {
  return env.routes
    .filter(({ type }) => type === controller)
    .map((route) => {
      const path = compilePattern(route.path, controller.name, {
        caseSensitive: env.matching.caseSensitive,
        prefix: false,
      });
      return restrict(env, route.method, route.version, ({ path: given }) => path(given));
    });
}

/** A path that a module wrote: it means the path without the global prefix. */
function declaredRoute(env: MatchingEnvironment, info: RouteInfo, where: string, prefix: boolean): RequestMatcher {
  const options = { caseSensitive: env.matching.caseSensitive, prefix };
  const paths: PathMatcher[] = uriVersions(env.config, info.version).map((segment) =>
    compilePattern(joinPath(segment, info.path), where, options),
  );
  const ownPaths = ownPathsOf(env);
  const inUri = paths.length > 0 && uriVersions(env.config, 'x')[0] !== undefined;
  return restrict(env, info.method, inUri ? undefined : info.version, ({ path }) => {
    for (const own of ownPaths(path)) {
      for (const matches of paths) {
        const parameters = matches(own);
        if (parameters) return parameters;
      }
    }
    return undefined;
  });
}

function restrict(
  env: MatchingEnvironment,
  method: RequestMethod,
  version: VersionValue | undefined,
  matches: RequestMatcher,
): RequestMatcher {
  const name = method === RequestMethod.ALL ? undefined : RequestMethod[method];
  const { readVersion } = env;
  return (request) => {
    if (name !== undefined && request.method !== name && !(name === 'GET' && request.method === 'HEAD'))
      return undefined;
    if (version !== undefined && readVersion && rateVersion(version, readVersion(request.request)) === NO_MATCH)
      return undefined;
    return matches(request);
  };
}

const NO_PATHS: readonly string[] = [];

/** The path without the global prefix, and the path as it is when it is excluded from the prefix. */
function ownPathsOf({ config, exclusions, matching }: MatchingEnvironment): (path: string) => readonly string[] {
  const prefix = joinPath(config.getGlobalPrefix());
  if (prefix === '/') return (path) => [path];
  const isUnder = compilePattern(prefix, 'setGlobalPrefix()', { caseSensitive: matching.caseSensitive, prefix: true });
  const depth = prefix.split('/').length;
  return (path) => {
    const own = isUnder(path) ? [`/${path.split('/').slice(depth).join('/')}`] : NO_PATHS;
    return exclusions.excludes(path) ? [...own, path] : own;
  };
}
