import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase, MiddlewareCase } from '../case.js';
import { takesPath } from '../patterns.js';
import { isHead, pathAt, targetAt, text } from '../requests.js';
import { middlewareAt, moduleAt, reachedBy, tracesOf } from '../traces.js';
import { pathsAt, runsOnlyOn } from './middleware-steps.js';

const [withSlashOnPortico, withSlashOnReference] = (['portico', 'reference'] as const).map((side) =>
  runsOnlyOn(side, (theCase, _difference, step) => isExcludedWithSlash(theCase, step)),
) as [ReturnType<typeof runsOnlyOn>, ReturnType<typeof runsOnlyOn>];

/** What exclusions exclude. */
export const exclusionDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-prefix-exclude-slash',
    area: 'http',
    title:
      "`setGlobalPrefix(prefix, { exclude: ['a/'] })` with a slash at the end, `@Get('a')` without it, and middleware for `a`",
    reference: 'The route has the prefix, but the middleware is for the path without it.',
    portico: 'Both have the prefix.',
    reason: 'Middleware for a path is at the path of its routes.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) =>
      [withSlashOnPortico, withSlashOnReference].some((each) => each.matches(theCase, difference)),
    without: (theCase, difference) =>
      withSlashOnReference.without(theCase, { ...difference, ...withSlashOnPortico.without(theCase, difference) }),
  },
  {
    id: 'http-prefix-exclude-wildcard',
    area: 'http',
    title:
      'Middleware for a path or a controller with an inner wildcard, such as `*all/x`, and an exclusion from the prefix with a wildcard',
    reference: 'It runs for all paths that match the exclusion.',
    portico: 'It runs only for its own paths.',
    reason: 'An exclusion determines where routes are, not which middleware they have.',
    docs: 'http.md#middleware',
    ...runsOnlyOn(
      'reference',
      (theCase, _difference, step) =>
        excludedPaths(theCase).some((path) => path.includes('*')) &&
        pathsAt(theCase, step).some((path) => /\*\w+\}?\/+./.test(path)),
    ),
  },
  {
    id: 'http-prefix-exclude-controller',
    area: 'http',
    title:
      'Middleware for a controller whose path has parameters, such as `:id/a`, and a route `b/a` of another controller that is excluded from the prefix',
    reference: 'It runs for the route of the other controller, too.',
    portico: 'It runs only for the routes of its controller.',
    reason: 'An exclusion determines where routes are, not which middleware they have.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('reference', isOfOtherController),
  },
  {
    id: 'http-prefix-excluded-middleware',
    area: 'http',
    title:
      'Middleware for a path that is excluded from the prefix, and a route with parameters that matches this path under the prefix',
    reference: 'It does not run there.',
    portico: 'It runs for all routes that match its path.',
    reason: 'Middleware that guards a path guards everything below it.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', (theCase, _difference, step) => isExcluded(theCase, step)),
  },
  {
    id: 'http-prefix-excluded-wildcard',
    area: 'http',
    title:
      'Middleware for `a/*rest`, and a route with a wildcard that an exclusion from the prefix matches, such as `*rest` and `:id`',
    reference: 'It does not run for `/a/7`, which reaches the route without the prefix.',
    portico: 'It runs for `/a/7`.',
    reason: 'Middleware that guards a path guards everything below it.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', reachesExcludedWildcard),
  },
  {
    id: 'http-exclude-under-prefix',
    area: 'http',
    title:
      "`exclude()` of a middleware, a prefix with parameters, and a route that is excluded from the prefix: `exclude('x')`, `:tenant` and `/a/x`",
    reference: 'The route is excluded, because `/:tenant/x` matches its path.',
    portico: 'Only routes under the prefix are excluded.',
    reason: 'Only routes that are named are excluded.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', excludesUnderPrefix),
  },
  {
    id: 'http-exclude-method-of-prefix',
    area: 'http',
    title:
      "`exclude('a')` of a middleware, and an exclusion from the prefix with another pattern, or for one method: `{ path: '*path', method: RequestMethod.GET }`",
    reference: 'The route without the prefix may not be excluded.',
    portico: 'It is excluded.',
    reason: '`exclude()` names paths of routes, with or without the prefix.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('reference', isExcludedUnlikeFromPrefix),
  },
  {
    id: 'http-absolute-form',
    area: 'http',
    title:
      '`exclude()` of a middleware, and a request target in absolute form (`GET http://host/path`), with a fragment (`GET /path#f`) or with unnecessary encoding (`GET /%70ath`)',
    reference: 'The path is not excluded.',
    portico: 'The path is excluded.',
    reason: 'Paths are normalized before they are compared.',
    docs: 'http.md#middleware',
    ...runsOnlyOn(
      'reference',
      (theCase, difference, step) =>
        isNotInOriginForm(theCase, difference) && middlewareAt(theCase, step)?.exclude !== undefined,
    ),
  },
  {
    id: 'http-exclude-head',
    area: 'http',
    title: '`exclude({ path, method: RequestMethod.GET })` of a middleware, and a separate route for HEAD',
    reference: 'Requests to the route for HEAD are excluded, too.',
    portico: 'Only the route for GET is excluded, and HEAD requests that it handles.',
    reason: 'Only routes that are named are excluded.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', (theCase, { path }, step) => isHead(theCase, path) && excludesGet(theCase, step)),
  },
  {
    id: 'http-exclude-version-of-prefix',
    area: 'http',
    title:
      "`exclude({ path: '{*path}', version: '1' })` of a middleware without versioning, and a request for the global prefix itself",
    reference: 'It is not excluded. Without `version`, it is.',
    portico: 'It is excluded.',
    reason: 'Without versioning, versions have no effect.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('reference', excludesPrefixOfVersion),
  },
  {
    id: 'http-exclude-neutral',
    area: 'http',
    title: '`exclude()` with `VERSION_NEUTRAL` in a list of versions',
    reference: 'It never excludes a request.',
    portico: 'It excludes requests without a version.',
    reason: '`VERSION_NEUTRAL` has the same meaning in routes and in exclusions.',
    ...runsOnlyOn('reference', (theCase, _difference, step) => excludesNeutral(theCase, step)),
  },
];

/** Whether a step is middleware that excludes a path that is excluded from the prefix for one method, or by another pattern. */
function isExcludedUnlikeFromPrefix(theCase: HttpCase, difference: Difference, step: string): boolean {
  const middleware = middlewareAt(theCase, step);
  const path = pathAt(theCase, difference);
  const isOfMethod = (theCase.prefix?.exclude ?? []).some(
    (route) => typeof route !== 'string' && route.method !== 'ALL',
  );
  const isForAll = (middleware?.exclude ?? []).some((route) => typeof route === 'string' || route.method === 'ALL');
  return (
    isExcludedPath(theCase, path) && ((isOfMethod && isForAll) || isExcludedByOtherPattern(theCase, path, middleware))
  );
}

/** Whether a step is middleware that excludes everything of a version, without versioning, and the request is for the prefix. */
function excludesPrefixOfVersion(theCase: HttpCase, difference: Difference, step: string): boolean {
  const { prefix, versioning } = theCase;
  const excludes = (middlewareAt(theCase, step)?.exclude ?? []).some((route) =>
    /"path":"\/?\{\*\w+\}".*"version":/.test(text(route)),
  );
  return (
    excludes && versioning === undefined && prefix !== undefined && takesPath(prefix.path, pathAt(theCase, difference))
  );
}

/** Whether a step is middleware with an exclusion for a list of versions that contains VERSION_NEUTRAL. */
function excludesNeutral(theCase: HttpCase, step: string): boolean {
  return (middlewareAt(theCase, step)?.exclude ?? []).some((route) => /"version":\[[^\]]*"neutral"/.test(text(route)));
}

/** Whether a request target is in absolute form, or has a fragment or unnecessary encoding. */
function isNotInOriginForm(theCase: HttpCase, { path }: Difference): boolean {
  return /^https?:|#|%(?:[46][1-9a-f]|[57][0-9a])/i.test(targetAt(theCase, path));
}

/** Whether a step is middleware for a path that is excluded from the prefix with a slash at its end. */
function isExcludedWithSlash(theCase: HttpCase, step: string): boolean {
  const excluded = excludedPaths(theCase).filter((path) => /.\/$/.test(path));
  return pathsAt(theCase, step).some((path) => excluded.some((each) => bare(each) === bare(path)));
}

/** Whether a step is middleware with an exclusion for GET. */
function excludesGet(theCase: HttpCase, step: string): boolean {
  return (middlewareAt(theCase, step)?.exclude ?? []).some((route) => text(route).includes('"method":"GET"'));
}

function excludedPaths({ prefix }: HttpCase): string[] {
  return (prefix?.exclude ?? []).map((route) => (typeof route === 'string' ? route : route.path));
}

/** Whether a step is middleware for a path that is excluded from the prefix. */
function isExcluded(theCase: HttpCase, step: string): boolean {
  return pathsAt(theCase, step).some((path) => isExcludedPath(theCase, path));
}

/** Whether a step is middleware with exclusions, and the request is for a path that is excluded from a prefix with parameters. */
function excludesUnderPrefix(theCase: HttpCase, difference: Difference, step: string): boolean {
  return (
    middlewareAt(theCase, step)?.exclude !== undefined &&
    /[:*]/.test(theCase.prefix?.path ?? '') &&
    isExcludedPath(theCase, pathAt(theCase, difference))
  );
}

/** Whether a middleware excludes the path by a pattern that, taken as a path, no exclusion from the prefix takes. */
function isExcludedByOtherPattern(theCase: HttpCase, path: string, middleware: MiddlewareCase | undefined): boolean {
  return (middleware?.exclude ?? []).some((ref) => {
    const pattern = typeof ref === 'string' ? ref : ref.path;
    return /[:*]/.test(pattern) && !isExcludedPath(theCase, pattern) && takesPath(pattern, path);
  });
}

/**
 * Whether a step is middleware for a controller with parameters in its path, and the request is for a path that is
 * excluded from the prefix, and that would be one of the controller without the prefix.
 */
function isOfOtherController(theCase: HttpCase, difference: Difference, step: string): boolean {
  const path = pathAt(theCase, difference);
  const controllers = (middlewareAt(theCase, step)?.forRoutes ?? []).flatMap((route) => {
    const own = moduleAt(theCase, step)!.controllers;
    return typeof route === 'number' ? [own[route % own.length]!] : [];
  });
  const reached = reachedBy(theCase, tracesOf(difference).portico)?.controller;
  return (
    isExcludedPath(theCase, path) &&
    !controllers.some((controller) => controller === reached) &&
    pathsAt(theCase, step).some((pattern) => pattern.includes(':') && takesPath(pattern, path))
  );
}

/**
 * Whether a request has reached a route with a wildcard that is excluded from the prefix, and a step is middleware whose
 * path matches that of the request.
 */
function reachesExcludedWildcard(theCase: HttpCase, difference: Difference, step: string): boolean {
  const reached = reachedBy(theCase, tracesOf(difference).portico);
  if (!reached) return false;
  const ends = [reached.route.path].flat().map(bare);
  const routes = [reached.controller.path].flat().flatMap((start) => ends.map((end) => bare(`${bare(start)}/${end}`)));
  return (
    routes.some((route) => route.includes('*') && isExcludedPath(theCase, route)) &&
    pathsAt(theCase, step).some((path) => takesPath(path, pathAt(theCase, difference)))
  );
}

function isExcludedPath(theCase: HttpCase, path: string): boolean {
  return excludedPaths(theCase).some((excluded) => takesPath(excluded, path));
}

function bare(path: string): string {
  return path.replace(/^\/|\/$/g, '');
}
