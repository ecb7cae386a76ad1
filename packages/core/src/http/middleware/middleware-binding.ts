import { RequestMethod, type RouteInfo, type Type, type VersionValue } from '@portico/common';
import { composed, type PathComposer } from '../paths/path-composer.js';
import { compilePattern, type PathParameters } from '../paths/path-pattern.js';
import {
  compilePathRule,
  includingPrefixItself,
  type PathRule,
  type Place,
  type RuleOptions,
} from '../paths/path-rule.js';
import { decodePathText } from '../paths/path-syntax.js';
import { routedPattern } from '../paths/routed-path.js';
import { takesMethod } from '../paths/takes-method.js';
import type { RouteMatchingOptions } from '../route-registration.js';
import type { VersionReader } from '../routing/request-version.js';
import type { RouteDefinition } from '../routing/route-definition.js';
import type { MiddlewareDeclaration } from './middleware-builder.js';
import { compileVersionRule, type VersionedRequest, type VersionRule } from './version-rule.js';

/** A request as middleware is matched against it. */
export interface MatchedRequest extends Place, VersionedRequest {
  /** Returns the path as the router compares it, which may make it that of another route. */
  pathAsRouted(): string;
  /** The matched route; `undefined` before routing. */
  readonly route?: RouteDefinition | undefined;
}

/** Returns the path parameters if the middleware applies to the request. */
export type RequestMatcher = (request: MatchedRequest) => PathParameters | undefined;

export interface MatchingEnvironment {
  readonly composer: PathComposer;
  readonly matching: RouteMatchingOptions;
  readonly routes: readonly RouteDefinition[];
  /** Whether a route that is excluded from the prefix has a wildcard that takes the path. */
  readonly servesWithoutPrefix: (path: string, method: string) => boolean;
  /** Reads the requested version, unless it is part of the path. */
  readonly readVersion: VersionReader | undefined;
}

/** Compiles for which requests the middleware of a declaration runs. */
export function compileMatcher(env: MatchingEnvironment, declaration: MiddlewareDeclaration): RequestMatcher {
  const included = declaration.routes.flatMap((route) => includedRoute(env, route));
  const excluded = declaration.exclude.map((route) => excludedRoute(env, route, decodePathText));
  const excludedAsRouted = declaration.exclude.map((route) =>
    excludedRoute(env, route, (path) => routedPattern(path, env.matching)),
  );
  return (request) => {
    if (isMatchedBy(excluded, request)) {
      // A path that is excluded only when normalized may reach a route that is not excluded.
      const path = request.pathAsRouted();
      if (path === request.path || isMatchedBy(excludedAsRouted, { ...request, path, reached: undefined })) {
        return undefined;
      }
    }
    for (const matches of included) {
      const parameters = matches(request);
      if (parameters) return parameters;
    }
    return undefined;
  };
}

function isMatchedBy(matchers: readonly RequestMatcher[], request: MatchedRequest): boolean {
  return matchers.some((matches) => matches(request) !== undefined);
}

function includedRoute(env: MatchingEnvironment, route: string | Type<unknown> | RouteInfo): RequestMatcher[] {
  if (typeof route === 'function') return controllerRoutes(env, route);
  const info = routeInfo(route);
  const below = info.method === RequestMethod.ALL;
  const path = compilePathRule(env.composer, info, 'forRoutes()', {
    ...env.matching,
    below,
    defaultVersions: true,
    withoutSlash: true,
    trailing: true,
    servesWithoutPrefix: env.servesWithoutPrefix,
    spell: decodePathText,
  });
  return [restrict(info.method, versionRule(env, info.version)?.included, path)];
}

function excludedRoute(
  env: MatchingEnvironment,
  route: string | RouteInfo,
  spell: RuleOptions['spell'],
): RequestMatcher {
  const info = routeInfo(route);
  const path = compilePathRule(env.composer, info, 'exclude()', {
    ...env.matching,
    below: false,
    defaultVersions: false,
    withoutSlash: false,
    // The route `a/{*rest}` at `/a/` is another one than the route `a`.
    trailing: /\{\/?\*[^{}]*\}$/.test(info.path),
    servesWithoutPrefix: env.servesWithoutPrefix,
    spell,
  });
  const matches = restrict(info.method, versionRule(env, info.version)?.excluded, path);
  // A route for HEAD is not excluded with the route for GET, which handles HEAD only if there is no such route.
  if (info.method !== RequestMethod.GET) return matches;
  return (request) => (request.route?.method === RequestMethod.HEAD ? undefined : matches(request));
}

/** Returns every route of a controller: matched by its path before routing, and by the route itself afterwards. */
function controllerRoutes(env: MatchingEnvironment, controller: Type<unknown>): RequestMatcher[] {
  const byPath = env.routes
    .filter(({ type }) => type === controller)
    .map((route) => {
      const { caseSensitive } = env.matching;
      const { path } = composed(route.prefix, route.segment, includingPrefixItself(route, route.ownPath));
      const matches = compilePattern(decodePathText(path), controller.name, { caseSensitive, prefix: false });
      return restrict(route.method, versionRule(env, route.version)?.included, ({ path }) => matches(path));
    });
  return [...byPath, ({ route, request }) => (route?.type === controller ? parametersOf(request) : undefined)];
}

function parametersOf(request: { readonly params?: PathParameters }): PathParameters {
  return request.params ?? {};
}

function routeInfo(route: string | RouteInfo): RouteInfo {
  return typeof route === 'string' ? { path: route, method: RequestMethod.ALL } : route;
}

function versionRule(env: MatchingEnvironment, version: VersionValue | undefined): VersionRule | undefined {
  return version === undefined || !env.readVersion ? undefined : compileVersionRule(version, env.readVersion);
}

/** The path is compared first, which is cheapest and excludes most requests. */
function restrict(
  method: RequestMethod,
  takesVersion: ((request: VersionedRequest) => boolean) | undefined,
  matches: PathRule,
): RequestMatcher {
  return (request) => {
    if (!takesMethod(method, request.method)) return undefined;
    const parameters = matches(request);
    return parameters && (takesVersion === undefined || takesVersion(request)) ? parameters : undefined;
  };
}
