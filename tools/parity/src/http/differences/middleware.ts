import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { indexOf, targetAt, text } from '../requests.js';
import { differInParametersOf, middlewareAt, parting, reachesHandler, withoutParameters } from '../traces.js';
import {
  distinctMiddleware,
  hasMoreMiddleware,
  isForAllBelow,
  isReplyOfMiddleware,
  isWithoutForeignMiddleware,
  withoutMiddleware,
} from './middleware-steps.js';

/** Which middleware runs, and what it sees. */
export const middlewareDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-middleware-once',
    area: 'http',
    title: '`forRoutes()` that names a path in two ways, such as a string and a `RouteInfo`',
    reference: 'The middleware runs twice for one request',
    portico: 'It runs once',
    reason: 'A middleware that counts or charges does so once per request.',
    docs: 'http.md#middleware',
    matches: (_case, { path, portico, reference }) =>
      path.endsWith('.trace') &&
      withoutParameters(distinctMiddleware(portico)) === withoutParameters(distinctMiddleware(reference)) &&
      (portico as string[]).length < (reference as string[]).length,
  },
  {
    id: 'http-middleware-version',
    area: 'http',
    title:
      'Middleware for a controller, or a `RouteInfo`, with a version (header, media type or custom); the request is of another version',
    reference: 'The middleware runs although the route is not reached, and the reply is 404',
    portico: 'It does not run',
    reason: 'Middleware belongs to the version that was chosen.',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const skipped = middlewareAt(theCase, parting(difference).reference);
      if (!theCase.versioning || theCase.versioning.type === 'uri') return false;
      if (!skipped?.forRoutes.some((route) => typeof route !== 'string')) return false;
      return path.endsWith('.trace')
        ? isWithoutForeignMiddleware(theCase, portico, reference)
        : isReplyOfMiddleware(path, reference);
    },
  },
  {
    id: 'http-middleware-slashes',
    area: 'http',
    title: 'Middleware, and a path with doubled or trailing slashes',
    reference: "May not run. Its parameters have empty segments: `//a` gives `path: ['', 'a']`",
    portico: "Runs as for the path with single slashes: `path: ['a']`",
    reason: 'Middleware is matched against one form of a path, so that no way of writing it leads around a guard.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const { portico: own, reference: other } = parting(difference);
      const target = targetAt(theCase, path).replace(/^https?:\/\//, '');
      if (path.endsWith('.trace') && differInParametersOf(/^middleware /, portico, reference))
        return /\/\/|.\/(?:\?|$)/.test(target);
      const isOfMiddleware = middlewareAt(theCase, own) ?? middlewareAt(theCase, other);
      if (!isOfMiddleware) return false;
      return path.endsWith('.trace')
        ? /\/\/|.\/(?:\?|$)/.test(target) && !reachesHandler(portico, reference)
        : /\/\//.test(target);
    },
  },
  {
    id: 'http-fastify-middleware-params',
    area: 'http',
    title: 'What `request.params` is in middleware on Fastify',
    reference: '`undefined`',
    portico: 'The parameters of the path for which the middleware runs, as on Express',
    reason: 'Middleware runs unchanged on every platform.',
    docs: 'http.md#middleware',
    matches: (_case, { path, subject, portico, reference }) =>
      subject === 'portico-fastify' &&
      path.endsWith('.trace') &&
      differInParametersOf(/^(middleware |use)/, portico, reference),
  },
  {
    id: 'http-fastify-case',
    area: 'http',
    title: 'Middleware for a path or a controller on Fastify, and a request that writes it in another case',
    reference: 'The middleware runs; no route matches, and the reply is 404',
    portico: 'The middleware does not run where no route matches',
    reason: 'Middleware and routes match alike. With `caseSensitive: false` both take any case.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, subject, portico, reference }) =>
      subject === 'portico-fastify' &&
      theCase.requests[indexOf(path)]?.twists?.includes('upper') === true &&
      !text(reference).includes('"handler ') &&
      !text(portico).includes('"handler '),
  },
  {
    id: 'http-middleware-below',
    area: 'http',
    title: 'Middleware for a path, and a request for a path below it',
    reference: 'Runs without a prefix, and in some other combinations; not in all',
    portico: 'Always runs for what lies below the path, if it is for all methods',
    reason: 'Middleware that guards a path guards all of it.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const more = middlewareAt(theCase, parting(difference).portico);
      if (!more || !isForAllBelow(more, targetAt(theCase, path))) return false;
      return path.endsWith('.trace')
        ? more.behaviour !== 'pass' || hasMoreMiddleware(portico, reference)
        : isReplyOfMiddleware(path, portico);
    },
  },
  {
    id: 'http-middleware-params',
    area: 'http',
    title: 'What `request.params` is in middleware for which several paths match, or under a prefix with exclusions',
    reference: 'The parameters of the last of them, or none',
    portico: 'The parameters of the first path of `forRoutes()` that matches',
    reason: 'One rule for every combination.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace') &&
      differInParametersOf(/^middleware /, portico, reference) &&
      (theCase.prefix?.exclude !== undefined ||
        theCase.modules.some(({ middleware = [] }) => middleware.some(({ forRoutes }) => forRoutes.length > 1))),
  },
  {
    id: 'http-middleware-not-found',
    area: 'http',
    title: 'Which middleware a request meets that reaches no route',
    reference: 'By the path as the client wrote it, and by rules that differ with prefix, exclusions and method',
    portico: 'By the same rules as requests that reach a route',
    reason: 'Nothing is behind that middleware.',
    docs: 'http.md#middleware',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (path.endsWith('.trace'))
        return !reachesHandler(portico, reference) && withoutMiddleware(portico) === withoutMiddleware(reference);
      const more = middlewareAt(theCase, parting(difference).reference);
      return more !== undefined && /\b404\b/.test(text(portico)) && isReplyOfMiddleware(path, reference);
    },
  },
  {
    id: 'http-absolute-form',
    area: 'http',
    title: '`exclude()` of a middleware, and a request target in absolute form (`GET http://host/path`)',
    reference: 'Excludes nothing',
    portico: 'Excludes the path, however it is written',
    reason: 'A path is matched in one form.',
    matches: (theCase, difference) =>
      theCase.requests[indexOf(difference.path)]?.twists?.includes('absolute') === true &&
      middlewareAt(theCase, parting(difference).reference)?.exclude !== undefined,
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
  {
    id: 'http-asterisk',
    area: 'http',
    title: '`OPTIONS *`, on Fastify',
    reference: 'Middleware of `app.use()` does not run',
    portico: 'It runs, as on Express',
    reason: 'Middleware for everything sees everything.',
    matches: (theCase, { path, subject }) =>
      subject === 'portico-fastify' && path.endsWith('.trace') && theCase.requests[indexOf(path)]?.raw === 'asterisk',
  },
];
