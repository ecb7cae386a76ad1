import type { ExplainedDifference } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { text } from '../requests.js';
import { reachedBy, shows, stepsOf, tracesOf } from '../traces.js';

/** What a request meets at its route. */
export const handlingDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-filter-fails',
    area: 'http',
    title: 'An exception filter throws, or rethrows what it was given',
    reference: 'The error page of Express with the stack trace, or the error reply of Fastify',
    portico: 'The JSON that the built-in filter sends for the same exception, on every platform; the log has the error',
    reason: 'No stack trace is sent to clients, and the reply has one form.',
    matches: (theCase, difference) =>
      shows(theCase, stepsOf(difference), 'filters', /^(rethrow|throw)$/) &&
      /\.(status|body|log|headers\.)/.test(difference.path) &&
      !/^"(silent|closed)/.test(text(difference.portico)),
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
    matches: (theCase, difference) =>
      /\.(status|body|log|trace|headers\.)/.test(difference.path) &&
      (shows(theCase, stepsOf(difference), 'interceptors', /^empty$/) ||
        reachedBy(theCase, tracesOf(difference).portico)?.route.reply === 'observableEmpty'),
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
];

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
