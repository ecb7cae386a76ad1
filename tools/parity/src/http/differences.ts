import type { ExplainedDifference } from '../explained-difference.js';
import type { HttpCase } from './case.js';
import { targetOf } from './target.js';

const text = (value: unknown): string => JSON.stringify(value) ?? '';

/** The kinds of filters that a case has anywhere. */
function hasFilter(theCase: HttpCase, kinds: RegExp): boolean {
  const filters = theCase.modules.flatMap(({ controllers }) =>
    controllers.flatMap((controller) => [controller.filters, ...controller.routes.map((route) => route.filters)]),
  );
  return kinds.test(text([theCase.global?.filters, filters]));
}

export const httpDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-filter-fails',
    area: 'http',
    title: 'An exception filter throws, or rethrows what it was given',
    reference: 'The error page of Express with the stack trace, or the error reply of Fastify',
    portico: 'The JSON that the built-in filter sends for the same exception, on every platform; the log has the error',
    reason: 'No stack trace is sent to clients, and the reply has one form.',
    matches: (theCase, { portico, reference }) =>
      hasFilter(theCase, /"(rethrow|throw)"/) &&
      !/^"(silent|closed)/.test(text(portico)) &&
      text(reference) !== text(portico),
  },
  {
    id: 'http-coded-errors',
    area: 'http',
    title: 'The log of an error that the framework raises itself, such as for a value that JSON cannot hold',
    reference: 'The message of the JavaScript engine',
    portico: 'A message with the handler, the cause and how to fix it; `cause` is the original error',
    reason: 'Errors say where they come from.',
    docs: 'errors.md',
    matches: (_case, { path, portico }) => path.endsWith('.log') && /"FrameworkError: /.test(text(portico)),
  },
  {
    id: 'http-empty-stream',
    area: 'http',
    title: 'An interceptor or a handler returns an Observable that completes without a value',
    reference: '500; the log has `EmptyError`',
    portico: 'An empty body with the status of the route',
    reason: 'An empty stream is a result, not an error.',
    matches: (theCase, { path }) =>
      /^requests\.\d+\.(status|body|log|trace|headers)/.test(path) &&
      /"(empty|observableEmpty)"/.test(text(theCase.modules) + text(theCase.global)),
  },
  {
    id: 'http-pipe-order',
    area: 'http',
    title: 'The order in which the pipes of several parameters run',
    reference: 'All parameters at once, pipe by pipe; the others have run when one refuses',
    portico: 'Parameter by parameter, in their order; those after one that refuses do not run',
    reason: 'Nothing becomes a promise until a pipe returns one, and no work is done for a refused request.',
    matches: (_case, { path, portico, reference }) => path.endsWith('.trace') && samePipes(portico, reference),
  },
  {
    id: 'http-headers-of-errors',
    area: 'http',
    title: '`@Header()` on a handler that throws',
    reference: 'The header is on the error reply, too',
    portico: 'The header is on the result only',
    reason: 'A `Cache-Control` or `Content-Type` that is meant for the result does not fit an error.',
    matches: (_case, { path, portico }) => path.endsWith('.headers.x-set') && portico === undefined,
  },
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
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace') &&
      theCase.versioning !== undefined &&
      theCase.versioning.type !== 'uri' &&
      !text(portico).includes('"handler ') &&
      !text(portico).includes('"guard ') &&
      text(portico) === text((reference as string[]).filter((step) => (portico as string[]).includes(step))),
  },
  {
    id: 'http-middleware-slashes',
    area: 'http',
    title: 'Parameters that middleware sees in a path with doubled or trailing slashes',
    reference: "Empty segments: `//a` gives `path: ['', 'a']`",
    portico: "None: `path: ['a']`",
    reason: 'Middleware is matched against one form of a path, so that no way of writing it leads around a guard.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace') &&
      /\/\/|.\/(?:\?|$)/.test(targetAt(theCase, path)) &&
      withoutParameters(portico) === withoutParameters(reference),
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
      withoutParameters(portico) === withoutParameters(reference),
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
      path.endsWith('.trace') &&
      theCase.requests[indexOf(path)]?.twists?.includes('upper') === true &&
      !text(reference).includes('"handler ') &&
      !text(portico).includes('"handler '),
  },
  {
    id: 'http-not-found-outside-prefix',
    area: 'http',
    title: 'A request outside the global prefix, on Express',
    reference: 'The HTML page of Express; no exception filter runs',
    portico: 'The same as inside the prefix: JSON, through the filters',
    reason: 'Clients get one form of error for every path, on every platform.',
    matches: (theCase, { path, subject, reference }) => {
      if (subject !== 'portico-express' || !theCase.prefix) return false;
      return !text(reference).includes('"handler ') && !isBelow(targetAt(theCase, path), theCase.prefix.path);
    },
  },
  {
    id: 'http-parser-errors',
    area: 'http',
    title: 'The body of a 400, 413 or 415 that a body parser raises, and of a 400 for a malformed URL',
    reference: '`statusCode` and `message`; on Fastify also `code` for some',
    portico: '`statusCode`, `message` and `error`, as every other error of the framework',
    reason: 'All errors have one form.',
    docs: 'http.md#errors',
    matches: (_case, { path, portico, reference }) => path.endsWith('.body') && sameError(portico, reference),
  },
  {
    id: 'http-fastify-optional',
    area: 'http',
    title: 'An optional part of a path, such as `users{/:id}`, on Fastify',
    reference: '404 without it',
    portico: 'The route takes paths with it and without it, as on Express',
    reason: 'Paths mean the same on every platform.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, subject }) =>
      subject === 'portico-fastify' &&
      /"[^"]+\{[^"]*\}"/.test(text(theCase.modules)) &&
      theCase.requests[indexOf(path)]?.withOptional !== true,
  },
  {
    id: 'http-malformed-url',
    area: 'http',
    title: 'A URL that cannot be decoded, such as `/%zz`, on Express',
    reference: '404 or 400, by the routes that come first; middleware may not have run',
    portico: '400 on every platform, after the middleware for its path',
    reason: 'A malformed URL is the fault of the request, whatever routes there are.',
    matches: (theCase, { path, subject, reference }) =>
      subject === 'portico-express' &&
      /%zz/i.test(targetAt(theCase, path).split('?')[0]!) &&
      !text(reference).includes('"handler '),
  },
  {
    id: 'http-middleware-below',
    area: 'http',
    title: 'Middleware for a path, and a request for a path below it',
    reference: 'Runs without a prefix, and in some other combinations; not in all',
    portico: 'Always runs for what lies below the path, if it is for all methods',
    reason: 'Middleware that guards a path guards all of it.',
    docs: 'http.md#middleware',
    matches: (_case, { path, portico, reference }) => path.endsWith('.trace') && hasMoreMiddleware(portico, reference),
  },
  {
    id: 'http-exclude-neutral',
    area: 'http',
    title: '`exclude()` with `VERSION_NEUTRAL` in a list of versions',
    reference: 'Never excludes',
    portico: 'Excludes requests that name no version',
    reason: '`VERSION_NEUTRAL` means the same in routes and in exclusions.',
    matches: (theCase) =>
      theCase.modules.some(({ middleware = [] }) =>
        middleware.some(({ exclude = [] }) => /"version":\[[^\]]*"neutral"/.test(text(exclude))),
      ),
  },
  {
    id: 'http-proto-body',
    area: 'http',
    title: 'A JSON body with a field `__proto__`',
    reference: 'Express: the body has an own field of that name. Fastify: 400',
    portico: 'Express: the field is removed. Fastify: 400',
    reason: 'Copying such a body onto another object would change its prototype.',
    matches: (theCase, { path }) => theCase.requests[indexOf(path)]?.body === 'protoJson',
  },
];

/** A trace in which each middleware stands once. */
function distinctMiddleware(trace: unknown): string[] {
  const label = (step: string) => step.split(' {', 1)[0];
  const steps = trace as string[];
  return steps.filter(
    (step, index) =>
      !step.startsWith('middleware ') || steps.findIndex((earlier) => label(earlier) === label(step)) === index,
  );
}

/** Whether Portico has run middleware beyond that of the reference, and nothing else differs. */
function hasMoreMiddleware(portico: unknown, reference: unknown): boolean {
  const more = [...(portico as string[])];
  for (const step of reference as string[]) {
    const index = more.indexOf(step);
    if (index < 0) return false;
    more.splice(index, 1);
  }
  return more.length > 0 && more.every((step) => step.startsWith('middleware '));
}

/** The request target that a path of a difference is about. */
function targetAt(theCase: HttpCase, path: string): string {
  const request = theCase.requests[indexOf(path)];
  return request ? targetOf(theCase, request) : '';
}

/** Whether two error bodies differ in nothing but `error` and `code`. */
function sameError(portico: unknown, reference: unknown): boolean {
  const fields = (body: unknown) => {
    const { statusCode, message } = (body ?? {}) as { statusCode?: number; message?: unknown };
    return text([statusCode, message]);
  };
  return fields(portico) !== '[null,null]' && fields(portico) === fields(reference);
}

/** Whether a request target lies below a path that may have parameters, in any case. */
function isBelow(target: string, prefix: string): boolean {
  const pattern = prefix.replace(/^\/+|\/+$/g, '').replace(/:\w+/g, '[^/]+');
  return new RegExp(`^(https?://[^/]*)?/${pattern}(?:[/?;#]|$)`, 'i').test(target);
}

function withoutParameters(trace: unknown): string {
  return text((trace as string[]).map((step) => step.replace(/"params":(\{[^}]*\}|"[^"]*")/, '')));
}

/** Whether two traces differ in the order of pipes only, or in pipes that one of them has not run after a refusal. */
function samePipes(portico: unknown, reference: unknown): boolean {
  if (!Array.isArray(portico) || !Array.isArray(reference)) return false;
  const isPipe = (step: string) => step.startsWith('pipe ');
  const others = (trace: string[]) => text(trace.filter((step) => !isPipe(step)));
  const missing = [...reference];
  for (const step of portico) if (missing.includes(step)) missing.splice(missing.indexOf(step), 1);
  const all = portico.length + missing.length === reference.length && missing.every(isPipe);
  return all && others(portico) === others(reference);
}

/** Which request of its case a path is about. */
function indexOf(path: string): number {
  return Number(/^requests\.(\d+)\./.exec(path)?.[1] ?? -1);
}
