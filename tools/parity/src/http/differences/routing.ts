import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { HttpCase, RouteCase } from '../case.js';
import { indexOf, routesAt, statusOf, targetAt, text } from '../requests.js';
import { methodOf, routesOf, withoutHosts } from '../target.js';
import { isTrace, type Reached, reachedBy, reachesRoute, type Trace, tracesOf, versionsOf } from '../traces.js';
import { FILTER_STATUSES, runsOnlyOn } from './middleware-steps.js';

/** Which route a request reaches. */
export const routingDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-not-found-outside-prefix',
    area: 'http',
    title: 'A request outside of the global prefix, on Express',
    reference: 'The HTML page of Express, and for OPTIONS its list of methods. No exception filter runs.',
    portico: 'JSON through the filters, as inside of the prefix.',
    reason: 'All errors have one form on both platforms.',
    matches: (theCase, difference) => {
      if (!isUnroutedOutsidePrefix(theCase, difference) || isTrace(difference)) return false;
      const { path, portico, reference } = difference;
      if (path.endsWith('.log')) return !text(portico).includes('","');
      if (path.endsWith('.body'))
        return portico === '' || /"statusCode\\?":(40[45]|500)\b|"filter\\?":/.test(text(portico));
      if (!path.endsWith('.status'))
        return portico === undefined || (path.endsWith('.content-type') && /^application\/json/.test(String(portico)));
      // The status is another one only if a filter replies, or Express tells a client which methods a path has.
      const request = theCase.requests[indexOf(path)]!;
      const isOptions = methodOf(theCase, request) === 'OPTIONS' && /\b200\b/.test(text(reference));
      return (isOptions || /\b404\b/.test(text(reference))) && /\b(404|405|499)\b/.test(text(portico));
    },
    without: (theCase, difference) =>
      isTrace(difference) && isUnroutedOutsidePrefix(theCase, difference) ? withoutLastFilters(difference) : difference,
  },
  {
    id: 'http-fastify-optional',
    area: 'http',
    title: 'A path with an optional part, such as `users{/:id}`, on Fastify',
    reference:
      '404 with and without the part. With an optional wildcard at the end, such as `{*path}`, 404 only without it.',
    portico: 'The route matches with and without the part, as on Express.',
    reason: 'Paths have the same meaning on both platforms.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const taking = routesAt(theCase, difference);
      const optional = taking.filter(({ isByOptional }) => isByOptional).map(({ route }) => route);
      if (difference.subject !== 'portico-fastify' || optional.length === 0) return false;
      const { portico, reference } = tracesOf(difference);
      const [own, other] = [reachedBy(theCase, portico)?.route, reachedBy(theCase, reference)?.route];
      if (own && !optional.includes(own)) return false;
      // Another route may take the path without the optional part.
      return other ? !optional.includes(other) : !reachesRoute(reference) || taking.length > optional.length;
    },
  },
  {
    id: 'http-text-of-paths',
    area: 'http',
    title: 'A path with text outside ASCII, or with percent-encoded text, such as `größe` or `gr%C3%B6%C3%9Fe`',
    reference: 'The first one is found only on Fastify, the second one only on Express.',
    portico: 'Both are found on both platforms, and middleware for one of them runs for the other.',
    reason: 'A route, and middleware that protects it, do not depend on how its path is written.',
    docs: 'http.md#routes',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const isEncoded = targetAt(theCase, difference.path).includes('%');
      const hasText = routesOf(theCase).some(({ controller, route }) =>
        /%|[^\x21-\x7e]/.test([controller.path, route.path].flat().join('')),
      );
      if (!isEncoded || !hasText || !reachesRoute(portico)) return false;
      const withoutMiddleware = portico.filter((step) => !step.startsWith('middleware '));
      return !reachesRoute(reference) || isDeepStrictEqual(reference, withoutMiddleware);
    },
  },
  {
    id: 'http-fastify-beside-other-host',
    area: 'http',
    title:
      'A path that only has routes of other hosts, and a less specific path that has a route for all hosts, on Fastify',
    reference: '404. On Express, the request reaches the route of the less specific path.',
    portico: 'The request reaches this route, on both platforms.',
    reason: 'A request reaches the same handler on both platforms.',
    matches: (theCase, difference) => {
      const { path, subject, reference } = difference;
      const traces = tracesOf(difference);
      const taking = routesAt(theCase, difference);
      return (
        subject === 'portico-fastify' &&
        reachesRoute(traces.portico) &&
        !reachesRoute(traces.reference) &&
        taking.length > 0 &&
        routesAt(withoutHosts(theCase), difference).length > taking.length &&
        (!path.endsWith('.status') || [404, ...FILTER_STATUSES].includes(statusOf(reference)))
      );
    },
  },
  {
    id: 'http-fragment',
    area: 'http',
    title: 'A request target with a fragment (`GET /a#f`), which HTTP does not allow, and middleware for `a`',
    reference:
      'On Express, the request may reach `a/{*rest}`, which `/a` does not. A wildcard may have an empty segment at its end.',
    portico: '404, or the route of `/a`, with the same parameters.',
    reason: 'A fragment is not part of the path.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      return (
        difference.subject === 'portico-express' &&
        /\.(status|trace|body)$|\.headers\./.test(difference.path) &&
        targetAt(theCase, difference.path).includes('#') &&
        reachedBy(theCase, portico)?.route !== reachedBy(theCase, reference)?.route &&
        /\*/.test(text(reachedBy(theCase, reference)?.route.path))
      );
    },
    without: (theCase, difference) => {
      const { path, subject, portico, reference } = difference;
      const isMeant =
        subject === 'portico-express' && /\.(trace|body)$/.test(path) && targetAt(theCase, path).includes('#');
      if (!isMeant || reference === undefined) return difference;
      return { portico, reference: JSON.parse(text(reference).replace(/,(\\?)"\1"\]/g, ']')) };
    },
  },
  {
    id: 'http-malformed-url',
    area: 'http',
    title: 'A URL that cannot be decoded, such as `/%zz`',
    reference:
      'On Express, 404 or 400, depending on earlier routes. On Fastify, its own 400 without calling exception filters.',
    portico: '400 without `code` on both platforms, through the filters, after the middleware for its path.',
    reason: 'A malformed URL is an error of the request, whatever routes exist.',
    matches: (theCase, difference) => {
      const { path, portico } = difference;
      if (!isUnreadable(theCase, difference)) return false;
      if (path.endsWith('.status'))
        return /\b(400|499)\b/.test(text(portico)) || moreForUnreadable.matches(theCase, difference);
      if (path.endsWith('.body')) return /"statusCode\\?":400\b|"filter\\?":/.test(text(portico));
      if (path.endsWith('.log')) return text(portico) === '[]';
      return /headers\./.test(path) || (isTrace(difference) && moreForUnreadable.matches(theCase, difference));
    },
    without: (theCase, difference) =>
      isTrace(difference) && isUnreadable(theCase, difference)
        ? withoutMiddlewareAndFilters(theCase, difference)
        : difference,
  },
  {
    id: 'http-method-not-allowed',
    area: 'http',
    title: 'The option `methodNotAllowed: true`, and a path that only has routes for other methods',
    reference: 'The option does not exist: 404.',
    portico: '405 with the header `Allow`.',
    reason: 'The client learns which methods are allowed. Without the option, the reply is 404, as on NestJS.',
    docs: 'http.md#a-path-without-the-method',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (!isOfOtherMethod(theCase, difference)) return false;
      if (path.endsWith('.status')) return /\b405\b/.test(text(portico)) && /\b404\b/.test(text(reference));
      if (path.endsWith('.errorheaders.allow')) return reference === undefined;
      return path.endsWith('.body') && text(portico).includes('"statusCode":405,') && !reachesRoute(reference);
    },
    without: (theCase, difference) => {
      const isText = /\.(trace|body)$/.test(difference.path) && difference.portico !== undefined;
      if (!isText || !isOfOtherMethod(theCase, difference)) return difference;
      // Filters get the one exception or the other.
      const portico = JSON.parse(text(difference.portico).replaceAll('MethodNotAllowedException', 'NotFoundException'));
      return { portico, reference: difference.reference };
    },
  },
  {
    id: 'http-exact-version-first',
    area: 'http',
    title: 'A path has a handler for the requested version, and a handler for all versions that is declared before it',
    reference: 'On Express, the first one is called.',
    portico: 'The handler for the requested version is called, on both platforms.',
    reason: 'A handler for one version is not hidden by the order of declaration.',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const { versions: asked = [] } = theCase.requests[indexOf(difference.path)] ?? {};
      const isOfOne = (of: Reached) => versionsOf(theCase, of).some((version) => asked.includes(version));
      const isOfAll = (of: Reached) => versionsOf(theCase, of).every((version) => version === 'neutral');
      const taking = routesAt(theCase, difference);
      // Pipes do not show the route.
      const own = reachedBy(theCase, portico) ?? taking.find((each) => each.route.parameters && isOfOne(each));
      const other = reachedBy(theCase, reference) ?? (taking[0]?.route.parameters && taking[0]);
      if (theCase.versioning?.type === 'uri' || !own || !other || own.route === other.route) return false;
      return isOfOne(own) && isOfAll(other);
    },
  },
  {
    id: 'http-express-preferred-version',
    area: 'http',
    title:
      'A custom version extractor returns several versions, and handlers of one path accept different ones, on Express',
    reference: 'The handler that is declared first is called. On Fastify, the one of the version that comes first.',
    portico: 'The handler of the version that comes first is called, on both platforms.',
    reason: 'The order of the versions is the preference of the client.',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const { versions: asked = [] } = theCase.requests[indexOf(difference.path)] ?? {};
      const rankOf = (of: Reached) => {
        const accepted = versionsOf(theCase, of);
        const rank = asked.findIndex((version) => accepted.includes(version));
        return rank < 0 ? asked.length : rank;
      };
      const own = reachedBy(theCase, portico);
      const other = reachedBy(theCase, reference);
      const isMeant = difference.subject === 'portico-express' && theCase.versioning?.type === 'custom';
      return isMeant && own !== undefined && other !== undefined && rankOf(own) < rankOf(other);
    },
  },
  {
    id: 'http-fastify-same-version',
    area: 'http',
    title: 'Two handlers of one path accept the requested version, on Fastify',
    reference: 'One of them is called. On Express, the first one.',
    portico: 'The first one is called, on both platforms.',
    reason: 'A request reaches the same handler on both platforms.',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const taking = routesAt(theCase, difference);
      const named = reachedBy(theCase, reference)?.route;
      // Pipes do not show the route.
      const other = taking.find(({ route }) =>
        named ? route === named : route.parameters && route !== taking[0]?.route,
      );
      const paths = new Set(other?.patterns.map(withoutNames));
      const first = taking.find(({ patterns }) => patterns.some((each) => paths.has(withoutNames(each))));
      const own = reachedBy(theCase, portico)?.route ?? (reachesRoute(portico) ? first?.route : undefined);
      return (
        difference.subject === 'portico-fastify' &&
        theCase.versioning !== undefined &&
        first !== undefined &&
        first !== other &&
        own === first.route
      );
    },
  },
  {
    id: 'http-custom-neutral',
    area: 'http',
    title: '`VERSION_NEUTRAL` in a list of versions, and a custom extractor that finds no version',
    reference: '404, although header and media type versioning accept such a request.',
    portico: 'The route accepts the request, as with header and media type versioning.',
    reason: '`VERSION_NEUTRAL` has the same meaning for all kinds of versioning.',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      const { versioning, requests } = theCase;
      const request = requests[indexOf(difference.path)];
      if (versioning?.type !== 'custom' || (request?.versions !== undefined && !request.raw)) return false;
      const listing = routesAt(theCase, difference).filter(({ controller, route }) => {
        const version = route.version ?? controller.version ?? versioning.defaultVersion;
        return Array.isArray(version) && version.includes('neutral');
      });
      const other = reachedBy(theCase, reference)?.route;
      const isListing = (route: RouteCase) => listing.some((each) => each.route === route);
      // Pipes, and uploads that are refused, do not show the route.
      const own =
        reachedBy(theCase, portico)?.route ?? listing.find(({ route }) => route.parameters ?? route.upload)?.route;
      // A later route may take the request.
      return own !== undefined && isListing(own) && (other ? other !== own && !isListing(other) : true);
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

/** Whether the URL of a request cannot be decoded, and it has reached no route. */
function isUnreadable(theCase: HttpCase, difference: Difference): boolean {
  const { portico, reference } = tracesOf(difference);
  return isMalformed(targetAt(theCase, difference.path)) && !reachesRoute(portico, reference);
}

/** What Portico runs for a URL that cannot be decoded. */
const moreForUnreadable = runsOnlyOn('portico', isUnreadable);

/** Both traces without filters, that of Portico without middleware that has run only there. */
function withoutMiddlewareAndFilters(theCase: HttpCase, difference: Difference): Seen {
  const { portico, reference } = moreForUnreadable.without(theCase, difference);
  const withoutFilters = (trace: unknown) => (trace as Trace).filter((step) => !step.startsWith('filter '));
  return { portico: withoutFilters(portico), reference: withoutFilters(reference) };
}

/** Whether the request is for a path that has routes, none of them for its method, and that is to be told. */
function isOfOtherMethod(theCase: HttpCase, difference: Difference): boolean {
  if (!theCase.methodNotAllowed || routesAt(theCase, difference).length > 0) return false;
  return routesAt(theCase, difference, '*').length > 0;
}

/** Whether a request that no route takes lies outside the prefix, on Express. */
function isUnroutedOutsidePrefix(theCase: HttpCase, difference: Difference): boolean {
  const { path, subject } = difference;
  const request = theCase.requests[indexOf(path)];
  if (subject !== 'portico-express' || !theCase.prefix || !request) return false;
  const { portico, reference } = tracesOf(difference);
  if (reachesRoute(portico, reference) || routesAt(theCase, difference).length > 0) return false;
  return request.raw === 'asterisk' || !isBelow(targetAt(theCase, path), theCase.prefix.path);
}

/** Both traces, that of Portico without the filters at its end, if none has run with the reference. */
function withoutLastFilters({ portico, reference }: Difference): Seen {
  const [own, other] = [portico as Trace, reference as Trace];
  if (other.some((step) => step.startsWith('filter '))) return { portico, reference };
  return { portico: own.filter((step) => !step.startsWith('filter ')), reference };
}

/** A path without the names of its parameters: Fastify takes paths that differ only in these for one. */
function withoutNames(path: string): string {
  return path.replaceAll(/:\w+/g, ':');
}
