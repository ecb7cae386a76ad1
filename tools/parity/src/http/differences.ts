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
    matches: (_case, { path, portico }) => /\.(log|body|trace)$/.test(path) && /FrameworkError: /.test(text(portico)),
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
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace')
        ? samePipes(portico, reference)
        : path.endsWith('.body') &&
          theCase.modules.some(({ controllers }) =>
            controllers.some(({ routes }) =>
              routes.some(({ parameters = [] }) => parameters.filter(({ pipe }) => pipe !== undefined).length > 1),
            ),
          ) &&
          /Validation failed/.test(text(portico)) &&
          /Validation failed/.test(text(reference)),
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
      theCase.versioning !== undefined &&
      theCase.versioning.type !== 'uri' &&
      hasVersionedMiddleware(theCase) &&
      (path.endsWith('.trace')
        ? isWithoutForeignMiddleware(theCase, portico, reference)
        : path.endsWith('.status') && MIDDLEWARE_STATUSES.includes(reference as number)),
  },
  {
    id: 'http-middleware-slashes',
    area: 'http',
    title: 'Middleware, and a path with doubled or trailing slashes',
    reference: "May not run. Its parameters have empty segments: `//a` gives `path: ['', 'a']`",
    portico: "Runs as for the path with single slashes: `path: ['a']`",
    reason: 'Middleware is matched against one form of a path, so that no way of writing it leads around a guard.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace')
        ? /\/\/|.\/(?:\?|$)/.test(targetAt(theCase, path)) &&
          (withoutParameters(portico) === withoutParameters(reference) || !reachesHandler(portico, reference))
        : /\/\//.test(targetAt(theCase, path)) && theCase.modules.some(({ middleware }) => middleware !== undefined),
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
      return (
        !reachesHandler(reference) &&
        (theCase.requests[indexOf(path)]?.raw === 'asterisk' || !isBelow(targetAt(theCase, path), theCase.prefix.path))
      );
    },
  },
  {
    id: 'http-parser-errors',
    area: 'http',
    title: 'The body of a 400, 413 or 415 that a body parser raises, and of a 400 for a malformed URL',
    reference: '`statusCode` and `message`; on Fastify also `code` for some. Filters get an `HttpException`',
    portico:
      '`statusCode`, `message` and `error`, as every other error of the framework. Filters get the exception of the status',
    reason: 'All errors have one form.',
    docs: 'http.md#errors',
    matches: (theCase, { path, portico, reference }) =>
      (path.endsWith('.body') && sameError(portico, reference)) ||
      (theCase.requests[indexOf(path)]?.body !== undefined &&
        path.endsWith('.trace') &&
        withoutExceptions(portico) === withoutExceptions(reference)),
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
    title: 'A URL that cannot be decoded, such as `/%zz`',
    reference: 'Express: 404 or 400, by the routes that come first. Fastify: its own 400; no exception filter runs',
    portico: '400 on every platform, through the filters, after the middleware for its path',
    reason: 'A malformed URL is the fault of the request, whatever routes there are.',
    matches: (theCase, { path, portico, reference }) =>
      /%zz|^http.*#/i.test(targetAt(theCase, path).split('?')[0]!) && !reachesHandler(portico, reference),
  },
  {
    id: 'http-middleware-below',
    area: 'http',
    title: 'Middleware for a path, and a request for a path below it',
    reference: 'Runs without a prefix, and in some other combinations; not in all',
    portico: 'Always runs for what lies below the path, if it is for all methods',
    reason: 'Middleware that guards a path guards all of it.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace')
        ? hasMoreMiddleware(portico, reference)
        : path.endsWith('.status') && hasMiddleware(theCase) && MIDDLEWARE_STATUSES.includes(portico as number),
  },
  {
    id: 'http-exact-version-first',
    area: 'http',
    title: 'A path with a handler of the version that is asked for, and one of every version declared before it',
    reference: 'Express: the first that was declared',
    portico: 'The handler of the version that is asked for, on every platform',
    reason: 'The order of declaration does not hide a version.',
    matches: (theCase, { path, portico, reference }) =>
      theCase.versioning !== undefined &&
      theCase.versioning.type !== 'uri' &&
      /\.(trace|body|status|headers)/.test(path) &&
      (theCase.requests[indexOf(path)]?.versions?.length ?? 0) > 0 &&
      portico !== 404 &&
      reference !== 404 &&
      text(portico) !== '[]',
  },
  {
    id: 'http-fastify-content-encoding',
    area: 'http',
    title: 'A compressed body on Fastify',
    reference: 'Not decompressed: the body is not valid JSON',
    portico: 'Decompressed within the body limit, as on Express',
    reason: 'Clients may compress their requests on every platform.',
    docs: 'http.md#bodies',
    matches: (theCase, { path, subject }) => {
      const body = theCase.requests[indexOf(path)]?.body;
      return subject === 'portico-fastify' && (body === 'badGzip' || body === 'unknownEncoding');
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
      withoutParameters(portico) === withoutParameters(reference) &&
      (theCase.prefix?.exclude !== undefined ||
        theCase.modules.some(({ middleware = [] }) => middleware.some(({ forRoutes }) => forRoutes.length > 1))),
  },
  {
    id: 'http-buffer',
    area: 'http',
    title: 'A handler that returns a `Buffer` or a `Uint8Array`, on Express',
    reference: 'JSON: `{ "type": "Buffer", "data": [] }`. Fastify: the bytes',
    portico: 'The bytes, on every platform',
    reason: 'A result means the same on every platform.',
    docs: 'http.md#replies',
    matches: (theCase, { path, subject }) =>
      subject === 'portico-express' && !path.endsWith('.trace') && /"(buffer|uint8)"/.test(text(theCase.modules)),
  },
  {
    id: 'http-fastify-charset',
    area: 'http',
    title: 'A JSON body in another charset than UTF-8, on Fastify',
    reference: 'Read as UTF-8: other letters arrive garbled',
    portico: 'Decoded by the charset of its `Content-Type`',
    reason: 'No text arrives garbled without an error.',
    docs: 'http.md#bodies',
    matches: (theCase, { path, subject }) =>
      subject === 'portico-fastify' && theCase.requests[indexOf(path)]?.body === 'jsonLatin',
  },
  {
    id: 'http-middleware-not-found',
    area: 'http',
    title: 'Which middleware a request meets that reaches no route',
    reference: 'By the path as the client wrote it, and by rules that differ with prefix, exclusions and method',
    portico: 'By the same rules as requests that reach a route',
    reason: 'Nothing is behind that middleware.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace')
        ? !reachesHandler(portico, reference) && withoutMiddleware(portico) === withoutMiddleware(reference)
        : path.endsWith('.status') &&
          hasMiddleware(theCase) &&
          portico === 404 &&
          MIDDLEWARE_STATUSES.includes(reference as number),
  },
  {
    id: 'http-custom-neutral',
    area: 'http',
    title: '`VERSION_NEUTRAL` in a list of versions, with a custom extractor that finds none',
    reference: '404, although header and media type versioning take such a request',
    portico: 'The route takes the request, as with header and media type versioning',
    reason: '`VERSION_NEUTRAL` means the same with every kind of versioning.',
    matches: (theCase, { path }) =>
      theCase.versioning?.type === 'custom' &&
      theCase.requests[indexOf(path)]?.versions === undefined &&
      /\["?[^\]]*"neutral"/.test(text([theCase.versioning, theCase.modules])),
  },
  {
    id: 'http-absolute-form',
    area: 'http',
    title: '`exclude()` of a middleware, and a request target in absolute form (`GET http://host/path`)',
    reference: 'Excludes nothing',
    portico: 'Excludes the path, however it is written',
    reason: 'A path is matched in one form.',
    matches: (theCase, { path }) =>
      theCase.requests[indexOf(path)]?.twists?.includes('absolute') === true &&
      theCase.modules.some(({ middleware = [] }) => middleware.some(({ exclude }) => exclude !== undefined)),
  },
  {
    id: 'http-aborted',
    area: 'http',
    title: 'A client that leaves before its body has arrived, on Fastify',
    reference: 'No exception filter runs',
    portico: 'Filters get a `BadRequestException`, as on Express',
    reason: 'A filter sees the same on every platform.',
    matches: (theCase, { path, subject }) =>
      subject === 'portico-fastify' && path.endsWith('.trace') && theCase.requests[indexOf(path)]?.body === 'aborted',
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

/** What the middleware of a case can reply with. */
const MIDDLEWARE_STATUSES: readonly number[] = [299, 401, 409, 410, 500];

function hasMiddleware(theCase: HttpCase): boolean {
  return theCase.modules.some(({ middleware }) => middleware !== undefined);
}

function hasVersionedMiddleware(theCase: HttpCase): boolean {
  return theCase.modules.some(({ middleware = [] }) =>
    middleware.some(({ forRoutes }) => forRoutes.some((route) => typeof route !== 'string')),
  );
}

/** Whether Portico ran all that the reference ran but middleware that is not for the controller that was reached. */
function isWithoutForeignMiddleware(theCase: HttpCase, portico: unknown, reference: unknown): boolean {
  const own = [...(portico as string[])];
  const reached = /^handler (Module\d+C\d+)/.exec(own.find((step) => step.startsWith('handler ')) ?? '')?.[1];
  for (const step of reference as string[]) {
    const index = own.findIndex((mine) => withoutParameters([mine]) === withoutParameters([step]));
    if (index >= 0) {
      own.splice(index, 1);
      continue;
    }
    const name = /^middleware Module(\d+)\.(\d+) /.exec(step);
    if (!name) return false;
    const module = theCase.modules[Number(name[1])]!;
    const isForReached = module.middleware![Number(name[2])]!.forRoutes.some(
      (route) => typeof route === 'number' && `Module${name[1]}C${route % module.controllers.length}` === reached,
    );
    if (isForReached) return false;
  }
  return own.length === 0;
}

function withoutMiddleware(trace: unknown): string {
  return text((trace as string[]).filter((step) => !/^(middleware|use|filter)/.test(step)));
}

function reachesHandler(...traces: unknown[]): boolean {
  return traces.some((trace) => text(trace).includes('"handler '));
}

/** A trace without the classes and messages of exceptions. */
function withoutExceptions(trace: unknown): string {
  return text((trace as string[]).map((step) => step.replace(/"exception":"[^"]*"/, '')));
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
  const pattern = prefix.replace(/^\/+|\/+$/g, '').replace(/:\w+/g, '[^/?#]+');
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
