import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase, MiddlewareCase } from '../case.js';
import { targetAt } from '../requests.js';
import { isTrace, middlewareAt, moduleAt, versionsOf, withoutParametersOf } from '../traces.js';
import { pathsAt } from './middleware-steps.js';

/** Differences in `request.params` in middleware. */
export const parameterDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-fastify-middleware-params',
    area: 'http',
    title: '`request.params` in middleware, on Fastify',
    reference: '`undefined`.',
    portico: 'The parameters of the path of the middleware, as on Express.',
    reason: 'Middleware works unchanged on both platforms.',
    docs: 'http.md#middleware',
    without: (_case, difference) =>
      isTrace(difference) && difference.subject === 'portico-fastify'
        ? withoutParametersOf(difference, (_own, other) => other.includes('"params":"(undefined)"'))
        : difference,
  },
  {
    id: 'http-middleware-slashes-in-params',
    area: 'http',
    title: '`request.params` in middleware, for a path with duplicate slashes, a slash at the end, or a fragment',
    reference: "Wildcards contain empty segments: `path: ['', 'a']` for `//a`.",
    portico: "As for the normalized path: `path: ['a']`.",
    reason: 'Middleware compares normalized paths.',
    docs: 'http.md#middleware',
    without: (theCase, difference) =>
      isTrace(difference) && /\/\/|.\/(?:\?|$)|#/.test(targetAt(theCase, difference.path).replace(/^https?:\/\//, ''))
        ? withoutParametersOf(difference, (own, other) => own === withoutEmptySegments(other))
        : difference,
  },
  {
    id: 'http-middleware-params',
    area: 'http',
    title:
      '`request.params` in middleware if several of its paths match, or of its versions in the URI, or under a prefix with exclusions',
    reference: 'The parameters of the last matching path, or none.',
    portico: 'The parameters of the first path of `forRoutes()` that matches.',
    reason: 'The same rule applies in all combinations.',
    docs: 'http.md#middleware',
    without: (theCase, difference) =>
      isTrace(difference)
        ? withoutParametersOf(difference, (own) => hasSeveralPaths(theCase, own) || excludes(theCase, own))
        : difference,
  },
];

/** Each array without its empty entries, and an empty one as an absent parameter is. */
function withoutEmptySegments(step: string): string {
  return step
    .replace(/"",?|,""/g, '')
    .replace(/,\]/g, ']')
    .replace(/"\w+":\[\],?/g, '');
}

/** Whether the middleware that a step shows has several paths, also those of several versions. */
function hasSeveralPaths(theCase: HttpCase, step: string): boolean {
  if (pathsAt(theCase, step).length > 1) return true;
  const controllers = moduleAt(theCase, step)?.controllers ?? [];
  const versionsIn = (route: MiddlewareCase['forRoutes'][number]): number => {
    if (typeof route !== 'number') return typeof route === 'object' ? [route.version ?? []].flat().length : 0;
    const controller = controllers[route % controllers.length]!;
    return Math.max(...controller.routes.map((each) => versionsOf(theCase, { controller, route: each }).length));
  };
  const { forRoutes = [] } = middlewareAt(theCase, step) ?? {};
  return theCase.versioning?.type === 'uri' && forRoutes.some((route) => versionsIn(route) > 1);
}

function excludes({ prefix }: HttpCase, step: string): boolean {
  return prefix?.exclude !== undefined && step.startsWith('middleware ');
}
