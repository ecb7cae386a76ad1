import type { Difference } from '../../area.js';
import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { indexOf, targetAt, text } from '../requests.js';
import { methodOf } from '../target.js';
import { isTrace, middlewareAt, parting } from '../traces.js';
import { endsInMiddleware, isReplyOfMiddleware, pathsAt, withoutLess, withoutMore } from './middleware-steps.js';

/** What exclusions exclude. */
export const exclusionDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-prefix-exclude-slash',
    area: 'http',
    title:
      "`setGlobalPrefix(prefix, { exclude: ['a/'] })`, with a slash at the end, `@Get('a')` without it, and middleware for `a`",
    reference: 'The route has the prefix; the middleware is for the path without it',
    portico: 'Both have the prefix',
    reason: 'Middleware for a path is where the routes of that path are.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { portico, reference } = parting(difference);
      const excluded = excludedPaths(theCase);
      const bare = (path: string) => path.replace(/^\/|\/$/g, '');
      const isMeant = (step: string) =>
        pathsAt(theCase, step).some((path) => excluded.some((each) => /.\/$/.test(each) && bare(each) === bare(path)));
      return /\.(status|trace)$/.test(difference.path) && [portico, reference].some((step) => step && isMeant(step));
    },
  },
  {
    id: 'http-prefix-exclude-wildcard',
    area: 'http',
    title:
      'Middleware for a path or a controller with a wildcard before other segments, such as `*all/x`, and an exclusion of the prefix with a wildcard',
    reference: 'Runs for every path that the exclusion takes',
    portico: 'Runs for the paths that it names',
    reason: 'An exclusion says where routes are, not which middleware they have.',
    docs: 'http.md#middleware',
    without: (theCase, difference) =>
      isTrace(difference) && excludedPaths(theCase).some((path) => path.includes('*'))
        ? withoutLess(difference, (step) => pathsAt(theCase, step).some((path) => /\*\w+\}?\/+./.test(path)))
        : difference,
  },
  {
    id: 'http-prefix-excluded-middleware',
    area: 'http',
    title:
      'Middleware for a path that is excluded from the prefix, and a route with parameters that takes this path under the prefix',
    reference: 'Does not run there',
    portico: 'Runs for each route that takes its path',
    reason: 'Middleware that guards a path guards all of it.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const { portico: own } = parting(difference);
      const middleware = middlewareAt(theCase, own);
      if (own === undefined || !middleware || middleware.behaviour === 'pass' || !isExcluded(theCase, own))
        return false;
      return path.endsWith('.trace') ? endsInMiddleware(portico, reference) : isReplyOfMiddleware(path, portico);
    },
    without: (theCase, difference) =>
      isTrace(difference)
        ? withoutMore(
            difference,
            (step) => middlewareAt(theCase, step)?.behaviour === 'pass' && isExcluded(theCase, step),
          )
        : difference,
  },
  {
    id: 'http-exclude-under-prefix',
    area: 'http',
    title:
      "`exclude()` of a middleware, a prefix with parameters, and a route that is excluded from the prefix: `exclude('x')`, `:tenant` and `/a/x`",
    reference: 'Excludes the route, because `/:tenant/x` takes its path',
    portico: 'Excludes only routes under the prefix',
    reason: 'A route that was not named is not excluded.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const { portico: own } = parting(difference);
      if (
        own === undefined ||
        middlewareAt(theCase, own)?.behaviour === 'pass' ||
        !excludesUnderPrefix(theCase, difference, own)
      )
        return false;
      return path.endsWith('.trace') ? endsInMiddleware(portico, reference) : isReplyOfMiddleware(path, portico);
    },
    without: (theCase, difference) =>
      isTrace(difference)
        ? withoutMore(
            difference,
            (step) =>
              middlewareAt(theCase, step)?.behaviour === 'pass' && excludesUnderPrefix(theCase, difference, step),
          )
        : difference,
  },
  {
    id: 'http-absolute-form',
    area: 'http',
    title:
      '`exclude()` of a middleware, and a request target in absolute form (`GET http://host/path`), with a fragment (`GET /path#f`) or with characters that need no encoding (`GET /%70ath`)',
    reference: 'Excludes nothing',
    portico: 'Excludes the path, however it is written',
    reason: 'A path is matched in one form.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) =>
      /^https?:|#|%(?:[46][1-9a-f]|[57][0-9a])/i.test(targetAt(theCase, difference.path)) &&
      /\.(status|trace)$/.test(difference.path) &&
      middlewareAt(theCase, parting(difference).reference)?.exclude !== undefined,
  },
  {
    id: 'http-exclude-head',
    area: 'http',
    title: '`exclude({ path, method: RequestMethod.GET })` of a middleware, and a route for HEAD',
    reference: 'Express: excludes requests to the route for HEAD, too',
    portico: 'Excludes the route for GET, and HEAD requests that it takes',
    reason: 'A route that was not named is not excluded.',
    docs: 'http.md#middleware',
    without: (theCase, difference) => {
      const request = theCase.requests[indexOf(difference.path)];
      const isMeant = (step: string) =>
        (middlewareAt(theCase, step)?.exclude ?? []).some((route) => text(route).includes('"method":"GET"'));
      return isTrace(difference) && request !== undefined && methodOf(theCase, request) === 'HEAD'
        ? withoutMore(difference, isMeant)
        : difference;
    },
  },
  {
    id: 'http-exclude-neutral',
    area: 'http',
    title: '`exclude()` with `VERSION_NEUTRAL` in a list of versions',
    reference: 'Never excludes',
    portico: 'Excludes requests that name no version',
    reason: '`VERSION_NEUTRAL` means the same in routes and in exclusions.',
    matches: (theCase, difference) =>
      (middlewareAt(theCase, parting(difference).reference)?.exclude ?? []).some((route) =>
        /"version":\[[^\]]*"neutral"/.test(text(route)),
      ),
  },
];

function excludedPaths({ prefix }: HttpCase): string[] {
  return (prefix?.exclude ?? []).map((route) => (typeof route === 'string' ? route : route.path));
}

/** Whether a step is middleware for a path that is excluded from the prefix. */
function isExcluded(theCase: HttpCase, step: string): boolean {
  return pathsAt(theCase, step).some((path) => isExcludedPath(theCase, path));
}

/** Whether a step is middleware with exclusions, and the request is for a path that is excluded from a prefix with parameters. */
function excludesUnderPrefix(theCase: HttpCase, { path }: Difference, step: string): boolean {
  const target = targetAt(theCase, path)
    .replace(/^https?:\/\/[^/]*/, '')
    .replace(/[?#].*/s, '');
  return (
    middlewareAt(theCase, step)?.exclude !== undefined &&
    /[:*]/.test(theCase.prefix?.path ?? '') &&
    isExcludedPath(theCase, target)
  );
}

function isExcludedPath(theCase: HttpCase, path: string): boolean {
  return excludedPaths(theCase).some((excluded) => {
    const source = excluded
      .replace(/^\/|\/$/g, '')
      .replace(/\{([^}]*)\}/g, '(?:$1)?')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\*\w+/g, '.+');
    return new RegExp(`^/?${source}/?$`).test(path);
  });
}
