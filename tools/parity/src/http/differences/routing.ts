import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { indexOf, targetAt, text } from '../requests.js';
import { reachedBy, reachesHandler, reachesRoute, tracesOf, versionsOf } from '../traces.js';

/** Which route a request reaches. */
export const routingDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-not-found-outside-prefix',
    area: 'http',
    title: 'A request outside the global prefix, on Express',
    reference: 'The HTML page of Express; no exception filter runs',
    portico: 'The same as inside the prefix: JSON, through the filters',
    reason: 'Clients get one form of error for every path, on every platform.',
    matches: (theCase, { path, subject, reference }) => {
      if (subject !== 'portico-express' || !theCase.prefix) return false;
      return (
        !reachesHandler(reference) &&
        (theCase.requests[indexOf(path)]?.raw === 'asterisk' || !isBelow(targetAt(theCase, path), theCase.prefix.path))
      );
    },
  },
  {
    id: 'http-fastify-optional',
    area: 'http',
    title: 'An optional part of a path, such as `users{/:id}`, on Fastify',
    reference: '404 without it',
    portico: 'The route takes paths with it and without it, as on Express',
    reason: 'Paths mean the same on every platform.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const reached = reachedBy(theCase, portico);
      const isUnread =
        theCase.requests[indexOf(difference.path)]?.body !== undefined &&
        ([400, 413, 415].includes(Number(difference.portico))
          ? difference.reference === 404
          : // A filter may send both with one status.
            /HttpException: |BadRequestException: /.test(text(difference.portico)) &&
            /NotFoundException: /.test(text(difference.reference)));
      if (difference.subject === 'portico-fastify' && isUnread && !reachesRoute(reference))
        return /"[^"]+\{[^"]*\}"/.test(text(theCase.modules.map(({ controllers }) => controllers)));
      return (
        difference.subject === 'portico-fastify' &&
        reachesRoute(portico) &&
        // A trace that ends in an interceptor does not say which route it is of.
        /\{/.test(text(reached ? [reached.controller.path, reached.route.path] : pathsOf(theCase))) &&
        // Another route may take the path without the optional part.
        (reachesRoute(reference)
          ? reachedBy(theCase, reference)?.route !== reached?.route
          : // A handler may reply with 404, too.
            /\.(status|trace|body|log)$|headers\./.test(difference.path))
      );
    },
  },
  {
    id: 'http-fragment',
    area: 'http',
    title: 'A request target with a fragment (`GET /a#f`), which HTTP does not allow, and middleware for `a`',
    reference: 'Express: `a/{*rest}` may be reached, which `/a` does not reach',
    portico: '404, as for `/a`',
    reason: 'What follows `#` is not part of the path.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      return (
        difference.subject === 'portico-express' &&
        /\.(status|trace)$/.test(difference.path) &&
        targetAt(theCase, difference.path).includes('#') &&
        !reachesRoute(portico) &&
        /\*/.test(text(reachedBy(theCase, reference)?.route.path))
      );
    },
  },
  {
    id: 'http-malformed-url',
    area: 'http',
    title: 'A URL that cannot be decoded, such as `/%zz`',
    reference: 'Express: 404 or 400, by the routes that come first. Fastify: its own 400; no exception filter runs',
    portico: '400 on every platform, through the filters, after the middleware for its path',
    reason: 'A malformed URL is the fault of the request, whatever routes there are.',
    matches: (theCase, { path, portico, reference }) =>
      isMalformed(targetAt(theCase, path)) && !reachesHandler(portico, reference),
  },
  {
    id: 'http-exact-version-first',
    area: 'http',
    title: 'A path with a handler of the version that is asked for, and one of every version declared before it',
    reference: 'Express: the first that was declared',
    portico: 'The handler of the version that is asked for, on every platform',
    reason: 'The order of declaration does not hide a version.',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const [own, other] = [reachedBy(theCase, portico), reachedBy(theCase, reference)];
      const { versions: asked = [] } = theCase.requests[indexOf(difference.path)] ?? {};
      if (theCase.versioning?.type === 'uri' || !own || !other || own.route === other.route) return false;
      const isOfAll = (versions: readonly string[]) => versions.length === 0 || versions.includes('neutral');
      return versionsOf(theCase, own).some((version) => asked.includes(version)) && isOfAll(versionsOf(theCase, other));
    },
  },
  {
    id: 'http-custom-neutral',
    area: 'http',
    title: '`VERSION_NEUTRAL` in a list of versions, with a custom extractor that finds none',
    reference: '404, although header and media type versioning take such a request',
    portico: 'The route takes the request, as with header and media type versioning',
    reason: '`VERSION_NEUTRAL` means the same with every kind of versioning.',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const own = reachedBy(theCase, portico);
      return (
        theCase.versioning?.type === 'custom' &&
        theCase.requests[indexOf(difference.path)]?.versions === undefined &&
        reachesRoute(portico) &&
        (own ? versionsOf(theCase, own).includes('neutral') : hasNeutralAmongOthers(theCase)) &&
        // A later route may take the request.
        (!reachesHandler(reference) || reachedBy(theCase, reference)?.route !== own?.route)
      );
    },
  },
];

/** Whether a request target lies below a path that may have parameters, in any case. */
function isBelow(target: string, prefix: string): boolean {
  const pattern = prefix.replace(/^\/+|\/+$/g, '').replace(/:\w+/g, '[^/?#]+');
  return new RegExp(`^(https?://[^/]*)?/${pattern}(?:[/?#]|$)`, 'i').test(target);
}

/** Whether the path of a request target cannot be decoded, or is in absolute form with a fragment. */
function isMalformed(target: string): boolean {
  const path = target.split('?', 1)[0]!;
  if (/^http.*#/i.test(path)) return true;
  try {
    decodeURIComponent(path);
    return false;
  } catch {
    return true;
  }
}

function pathsOf({ modules }: HttpCase): unknown {
  const controllers = modules.flatMap((module) => module.controllers);
  return controllers.flatMap(({ path, routes }) => [path, routes.map((route) => route.path)]);
}

/** Whether controllers or routes list `VERSION_NEUTRAL` beside others: a trace that ends in an interceptor does not say which. */
function hasNeutralAmongOthers({ modules }: HttpCase): boolean {
  const controllers = modules.flatMap((module) => module.controllers);
  return [...controllers, ...controllers.flatMap(({ routes }) => routes)].some(
    ({ version }) => Array.isArray(version) && version.includes('neutral'),
  );
}
