import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase, MiddlewareCase } from '../case.js';
import { joined, takesPath } from '../patterns.js';
import { indexOf, pathAt, routesAt, targetAt } from '../requests.js';
import { askedMethod, asksFor, mayLieBelow } from '../routes-taking.js';
import { pathOfTarget, versionInPath, withoutHosts } from '../target.js';
import { isTrace, middlewareAt, moduleAt, reachesRoute, tracesOf, versionsOf } from '../traces.js';
import {
  decoded,
  isForAllBelow,
  isForOptionalEnd,
  isForSegments,
  pathsAt,
  runsOnlyOn,
  stopOf,
  withoutPassing,
  withoutRepetitions,
} from './middleware-steps.js';

/** Which middleware runs, and what it sees. */
export const middlewareDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-middleware-once',
    area: 'http',
    title: '`forRoutes()` contains the same path twice, for example as a string and as a `RouteInfo`',
    reference: 'The middleware runs twice for one request.',
    portico: 'It runs once.',
    reason: 'A middleware that counts requests counts each of them once.',
    docs: 'http.md#middleware',
    without: (_case, difference) => (isTrace(difference) ? withoutRepetitions(difference) : difference),
  },
  {
    id: 'http-middleware-version',
    area: 'http',
    title:
      'Middleware for a controller or a `RouteInfo` with a version (header, media type or custom), and a request for another version',
    reference: 'The middleware runs although the route is not reached, and the reply is 404 or that of another route.',
    portico: 'It does not run.',
    reason: 'Middleware belongs to the version of the route that is reached.',
    ...runsOnlyOn('reference', isForOtherVersion),
  },
  {
    id: 'http-middleware-slashes',
    area: 'http',
    title: 'Middleware, including that of `app.use(path)`, and a path with duplicate slashes or a slash at the end',
    reference: 'It may not run.',
    portico: 'It runs as for the normalized path.',
    reason: 'Middleware compares normalized paths, so that no spelling of a path bypasses a guard.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', isRespelled),
  },
  {
    id: 'http-fastify-case',
    area: 'http',
    title: 'Middleware for a path or a controller on Fastify, and a request with another case',
    reference:
      'The middleware runs, but its routes do not match: the reply is 404, or that of a route with a parameter.',
    portico: 'The middleware does not run.',
    reason: 'Middleware and routes compare paths in the same way. With `caseSensitive: false`, both ignore case.',
    docs: 'http.md#middleware',
    ...runsOnlyOn(
      'reference',
      (theCase, difference, step) => step.startsWith('middleware ') && isInOtherCase(theCase, difference, step),
    ),
  },
  {
    id: 'http-middleware-below',
    area: 'http',
    title: 'Middleware for a path, and a request for a path below it',
    reference: 'It runs without a prefix and in some other combinations, but not in all.',
    portico: 'It always runs for paths below it, if it is for all methods.',
    reason:
      'Middleware that guards a path guards everything below it. To limit it to the path itself, pass a `RouteInfo` with a method, or check the path.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', (theCase, { path }, step) => {
      const middleware = middlewareAt(theCase, step);
      return middleware !== undefined && isForAllBelow(middleware, targetAt(theCase, path));
    }),
  },
  {
    id: 'http-middleware-not-found',
    area: 'http',
    title: 'Which middleware runs for a request that reaches no route',
    reference: 'It depends on the spelling of the path, and on rules that differ with prefix, exclusions and method.',
    portico: 'The same middleware as for requests that reach a route.',
    reason: 'Such a request reaches no handler, so it only affects what middleware logs or counts.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      if (!isUnrouted(theCase, difference)) return false;
      const stops = [stopOf(theCase, difference, 'portico'), stopOf(theCase, difference, 'reference')];
      return stops.some((stop) => middlewareAt(theCase, stop) !== undefined);
    },
    without: (theCase, difference) =>
      isTrace(difference) && isUnrouted(theCase, difference) ? withoutPassing(theCase, difference) : difference,
  },
  {
    id: 'http-middleware-optional-end',
    area: 'http',
    title: 'Middleware for `x{/*rest}`, `x/{*rest}` or a controller with such a route, and a request for `/x`',
    reference: 'It does not run for `x/{*rest}`.',
    portico: 'It runs, as for `/x/`.',
    reason: 'Middleware ignores a slash at the end, so that no spelling of a path bypasses it.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', (theCase, _difference, step) => isForOptionalEnd(theCase, step)),
  },
  {
    id: 'http-middleware-root-slashes',
    area: 'http',
    title: 'Middleware for `*path`, and a request for `//`',
    reference: 'It runs, because the path has empty segments.',
    portico: 'It does not run, as for `/`.',
    reason: 'Middleware compares normalized paths. Use `{*path}` to include `/`.',
    docs: 'http.md#middleware',
    ...runsOnlyOn(
      'reference',
      (theCase, difference, step) => isOnlySlashes(theCase, difference) && isForSegments(theCase, step),
    ),
  },
  {
    id: 'http-middleware-encoded',
    area: 'http',
    title: 'Middleware for `/a`, and a request for `/%61` that another route accepts, on Express',
    reference: 'It does not run.',
    portico: 'It runs, as for `/a`.',
    reason: 'No spelling of a path bypasses middleware.',
    docs: 'http.md#middleware',
    ...runsOnlyOn('portico', isWrittenEncoded),
  },
  {
    id: 'http-asterisk',
    area: 'http',
    title: '`OPTIONS *`, on Fastify',
    reference: 'Middleware of `app.use()` does not run.',
    portico: 'It runs, as on Express.',
    reason: 'Middleware for all requests runs for this one, too.',
    ...runsOnlyOn(
      'portico',
      (theCase, { path, subject }, step) =>
        subject === 'portico-fastify' && theCase.requests[indexOf(path)]?.raw === 'asterisk' && step.startsWith('use'),
    ),
  },
  {
    id: 'http-fastify-use-parameters',
    area: 'http',
    title: "`app.use('/users/:id', …)`, a path with parameters, on Fastify",
    reference: '`request.params` and `request.baseUrl` are `undefined`.',
    portico: 'The parameters are in `request.params`, and the path in `request.baseUrl`, as on Express.',
    reason: 'Middleware works unchanged on both platforms.',
    docs: 'http.md#middleware',
  },
  {
    id: 'http-express-use-without-slash',
    area: 'http',
    title: "`app.use('admin', …)`, a path without its leading slash, on Express",
    reference: 'The middleware never runs.',
    portico: 'It runs for `/admin` and below, as on Fastify.',
    reason: 'A guard that never runs protects nothing.',
    docs: 'http.md#middleware',
    ...runsOnlyOn(
      'portico',
      (theCase, { subject }, step) => subject === 'portico-express' && isUseWithoutSlash(theCase, step),
    ),
  },
];

/** Whether a request is for `//`. */
function isOnlySlashes(theCase: HttpCase, { path }: Difference): boolean {
  return /^(https?:\/\/[^/]*)?\/\/+(\?|$)/.test(targetAt(theCase, path));
}

/** Whether the path of a request has duplicate slashes, or one at its end and reaches no route. */
function isRespelled(theCase: HttpCase, difference: Difference): boolean {
  const path = targetAt(theCase, difference.path).replace(/^https?:\/\/|[?#].*/gs, '');
  const { portico, reference } = tracesOf(difference);
  return path.includes('//') || (/.\/$/.test(path) && !reachesRoute(portico, reference));
}

/** Whether a step is middleware of `app.use()` at a path without its leading slash. */
function isUseWithoutSlash({ uses = [] }: HttpCase, step: string | undefined): boolean {
  const use = uses[Number(/^use(\d+)/.exec(step ?? '')?.[1])];
  return typeof use?.path === 'string' && /^[^/*{]/.test(use.path);
}

/**
 * Whether a request on Fastify is in another case than a route that it would reach, and reaches none, or one with a
 * parameter for what a middleware names.
 */
function isInOtherCase(theCase: HttpCase, difference: Difference, step: string): boolean {
  const { portico, reference } = tracesOf(difference);
  return (
    difference.subject === 'portico-fastify' &&
    theCase.requests[indexOf(difference.path)]?.twists?.includes('upper') === true &&
    (!reachesRoute(portico, reference) || pathsAt(theCase, step).every((path) => /(^|\/)[a-z]/.test(path)))
  );
}

/** Whether a request reaches no route: none takes it, and neither trace shows one. */
function isUnrouted(theCase: HttpCase, difference: Difference): boolean {
  const { portico, reference } = tracesOf(difference);
  return routesAt(theCase, difference).length === 0 && !reachesRoute(portico, reference);
}

/**
 * Whether a step is middleware for a version that the request does not ask for, and for nothing else that takes the
 * request: no other version, path or route of a controller.
 */
function isForOtherVersion(theCase: HttpCase, difference: Difference, step: string): boolean {
  const { versioning } = theCase;
  const index = indexOf(difference.path);
  const request = theCase.requests[index];
  const middleware = middlewareAt(theCase, step);
  if (!versioning || versioning.type === 'uri' || !request || !middleware) return false;
  const chosen = withChosenVersion(theCase, difference);
  const { versioning: _, ...unversioned } = theCase;
  const inAnyVersion = withoutHosts(unversioned);
  const asked = askedMethod(theCase, request);
  const segments = pathAt(theCase, difference).split('/');
  const path = segments.map((segment) => decoded(segment).replaceAll('/', '%2F')).join('/');
  const reaches = (given: HttpCase, index: number): boolean => {
    const { controllers } = moduleAt(given, step)!;
    const own = controllers[index % controllers.length];
    return routesAt(given, difference).some(({ controller }) => controller === own);
  };
  const kindOf = (route: MiddlewareCase['forRoutes'][number]): 'taking' | 'other version' | 'other route' => {
    if (typeof route === 'number') {
      if (reaches(chosen, route)) return 'taking';
      return reaches(inAnyVersion, route) ? 'other version' : 'other route';
    }
    const ref = typeof route === 'string' ? { path: route, method: 'ALL', version: undefined } : route;
    const { method, version } = ref;
    if (method !== 'ALL' && method !== asked && !(method === 'GET' && asked === 'HEAD')) return 'other route';
    if (version !== undefined && !asksFor(chosen, chosen.requests[index]!, version)) return 'other version';
    if (!mayLieBelow(theCase, path, ref.path)) return 'other route';
    if (method === 'ALL') return 'taking';
    // Middleware for one method does not run below its path.
    const { path: prefix = '', exclude = [] } = theCase.prefix ?? {};
    // Without the prefix if it is excluded from it.
    const paths = [...(exclude.length > 0 ? [ref.path] : []), joined(prefix, ref.path)];
    return paths.some((each) => takesPath(each, path, 'i')) ? 'taking' : 'other route';
  };
  const kinds = middleware.forRoutes.map(kindOf);
  return kinds.includes('other version') && !kinds.includes('taking');
}

/** The case as if the request asked only for the version of the route that it reaches. */
function withChosenVersion(theCase: HttpCase, difference: Difference): HttpCase {
  const at = indexOf(difference.path);
  const taking = routesAt(theCase, difference);
  const chosen = theCase.requests[at]?.versions?.find((version) =>
    taking.some((each) => versionsOf(theCase, each).includes(version)),
  );
  if (theCase.versioning?.type !== 'custom' || chosen === undefined) return theCase;
  const requests = theCase.requests.map((each, index) => (index === at ? { ...each, versions: [chosen] } : each));
  return { ...theCase, requests };
}

/** Whether a request on Express writes a segment that a middleware names with characters encoded that need not be. */
function isWrittenEncoded(theCase: HttpCase, { path, subject }: Difference, step: string): boolean {
  if (subject !== 'portico-express' || !middlewareAt(theCase, step)) return false;
  const segments = (names: readonly string[]) =>
    names.flatMap((name) => name.toLowerCase().replace(/[{}]/g, '').split('/'));
  const named = segments([
    ...pathsAt(theCase, step),
    theCase.prefix?.path ?? '',
    ...theCase.modules.map((module) => module.path ?? ''),
    ...(theCase.versioning?.type === 'uri' ? ['1', '2'].map((version) => versionInPath(theCase, version)) : []),
  ]);
  const encoded = segments([pathOfTarget(targetAt(theCase, path))]).filter((segment) =>
    /%(?:[46][1-9a-f]|[57][0-9a]|3\d)/.test(segment),
  );
  return encoded.some((segment) => named.includes(decoded(segment).toLowerCase()));
}
