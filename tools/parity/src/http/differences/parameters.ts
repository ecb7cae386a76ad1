import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { targetAt } from '../requests.js';
import { isTrace, withoutParametersOf } from '../traces.js';
import { pathsAt } from './middleware-steps.js';

/** What `request.params` is in middleware. */
export const parameterDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-fastify-middleware-params',
    area: 'http',
    title: 'What `request.params` is in middleware on Fastify',
    reference: '`undefined`',
    portico: 'The parameters of the path for which the middleware runs, as on Express',
    reason: 'Middleware runs unchanged on every platform.',
    docs: 'http.md#middleware',
    without: (_case, difference) =>
      isTrace(difference) && difference.subject === 'portico-fastify'
        ? withoutParametersOf(difference, (_own, other) => other.includes('"params":"(undefined)"'))
        : difference,
  },
  {
    id: 'http-middleware-slashes-in-params',
    area: 'http',
    title: 'What `request.params` is in middleware for a path with doubled or trailing slashes, or with a fragment',
    reference: "Has empty segments: `//a` gives `path: ['', 'a']`",
    portico: "As for the path with single slashes: `path: ['a']`",
    reason: 'Middleware is matched against one form of a path.',
    docs: 'http.md#middleware',
    without: (theCase, difference) =>
      isTrace(difference) && /\/\/|.\/(?:\?|$)|#/.test(targetAt(theCase, difference.path).replace(/^https?:\/\//, ''))
        ? withoutParametersOf(difference, (own, other) => own === withoutEmptySegments(other))
        : difference,
  },
  {
    id: 'http-middleware-params',
    area: 'http',
    title: 'What `request.params` is in middleware for which several paths match, or under a prefix with exclusions',
    reference: 'The parameters of the last of them, or none',
    portico: 'The parameters of the first path of `forRoutes()` that matches',
    reason: 'One rule for every combination.',
    docs: 'http.md#middleware',
    without: (theCase, difference) =>
      isTrace(difference)
        ? withoutParametersOf(difference, (own) => pathsAt(theCase, own).length > 1 || excludes(theCase, own))
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

function excludes({ prefix }: HttpCase, step: string): boolean {
  return prefix?.exclude !== undefined && step.startsWith('middleware ');
}
