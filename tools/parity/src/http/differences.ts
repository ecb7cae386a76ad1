import type { Difference } from '../area.js';
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
      path.endsWith('.trace') && text(portico) === text(distinctMiddleware(reference)),
  },
  {
    id: 'http-middleware-version',
    area: 'http',
    title: 'Middleware for a controller, or a `RouteInfo`, with a version (header, media type or custom); the request is of another version',
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
    title: 'Parameters that middleware sees in a path with doubled slashes',
    reference: "Empty segments: `//a` gives `path: ['', 'a']`",
    portico: "None: `path: ['a']`",
    reason: 'Middleware is matched against one form of a path, so that no way of writing it leads around a guard.',
    docs: 'http.md#middleware',
    matches: (theCase, { path, portico, reference }) =>
      path.endsWith('.trace') &&
      /\/\//.test(text(theCase.requests[indexOf(path)] && targetOf(theCase, theCase.requests[indexOf(path)]!))) &&
      withoutParameters(portico) === withoutParameters(reference),
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
  {
    id: 'pending-fastify-middleware-sees',
    area: 'http',
    title: '',
    portico: '',
    reference: '',
    reason: '',
    matches: (_case, { path, subject, portico, reference }: Difference) => {
      if (subject !== 'portico-fastify' || !path.endsWith('.trace')) return false;
      const clean = (trace: unknown) =>
        (trace as string[]).map((line) => (/^(middleware|use)/.test(line) ? line.replace(/ \{.*$/s, '') : line));
      return text(clean(portico)) === text(clean(reference));
    },
  },
  {
    id: 'pending-parser-errors',
    area: 'http',
    title: '',
    portico: '',
    reference: '',
    reason: '',
    matches: (theCase, { path }: Difference) =>
      /\.(body|headers|trace|log)/.test(path) &&
      !!theCase.requests[indexOf(path)]?.body?.match(/bad|empty|unknown|Latin|huge|large|xml|noType/),
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
