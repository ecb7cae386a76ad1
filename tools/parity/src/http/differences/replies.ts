import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { indexOf, isHead, routesAt, text } from '../requests.js';
import { isTrace, labelOf, reachedBy, shows, stepsOf, type Trace, tracesOf } from '../traces.js';

/** The results that are bytes. */
const BYTES: Readonly<Record<string, Uint8Array>> = { buffer: Buffer.from('buffer'), uint8: new Uint8Array([97, 98]) };

/** What a result or an error becomes. */
export const replyDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-empty-stream',
    area: 'http',
    title: 'A handler or an interceptor returns an Observable that completes without a value',
    reference: '500, and `EmptyError` in the log.',
    portico: 'An empty body with the status of the route.',
    reason: 'An empty stream is not an error.',
    matches: (theCase, difference) => {
      const { path, portico, reference } = difference;
      const isEmpty =
        shows(theCase, stepsOf(difference), 'interceptors', /^empty$/) ||
        reachedBy(theCase, tracesOf(difference).portico)?.route.reply === 'observableEmpty';
      if (!isEmpty) return false;
      if (path.endsWith('.status'))
        return /^(HTTP\/1\.1 )?(500|499)\b/.test(String(reference)) && !/\b(401|404|500)\b/.test(String(portico));
      // The route may have the status of the error.
      if (path.endsWith('.errorheaders.content-type')) return portico === undefined;
      if (!/EmptyError|no elements in sequence|\bfilter \w+\d/.test(text(reference))) return false;
      if (path.endsWith('.log')) return text(portico) === '[]';
      if (path.endsWith('.body')) return portico === '';
      // Only what interceptors and filters see of it may differ.
      const others = (trace: Trace) =>
        trace.filter((step) => !/^(filter |interceptor \w+ (error|complete))/.test(step));
      return path.endsWith('.trace') && text(others(portico as Trace)) === text(others(reference as Trace));
    },
  },
  {
    id: 'http-headers-of-errors',
    area: 'http',
    title: '`@Header()` on a handler that throws',
    reference: 'The error reply has the header, too.',
    portico: 'Only the result has the header.',
    reason:
      'A `Cache-Control` or `Content-Type` for the result is wrong for an error. To set headers on errors, use a filter.',
    matches: (_case, { path, portico }) => path.endsWith('.errorheaders.x-set') && portico === undefined,
  },
  {
    id: 'http-buffer',
    area: 'http',
    title: 'A handler returns a `Buffer` or a `Uint8Array`, on Express',
    reference: 'The JSON `{ "type": "Buffer", "data": [] }`. On Fastify: the bytes.',
    portico: 'The bytes, on both platforms.',
    reason: 'A result is sent in the same way on both platforms. Clients that parse this JSON must read bytes instead.',
    docs: 'http.md#replies',
    matches: (theCase, difference) => {
      const { path, subject, portico, reference } = difference;
      const bytes = BYTES[reachedBy(theCase, tracesOf(difference).portico)?.route.reply ?? ''];
      if (subject !== 'portico-express' || bytes === undefined) return false;
      if (path.endsWith('headers.content-type'))
        return portico === 'application/octet-stream' && /^application\/json/.test(String(reference));
      const body = typeof reference === 'string' ? reference : JSON.stringify(reference);
      return (
        path.endsWith('.body') && portico === body.replaceAll(JSON.stringify(bytes), Buffer.from(bytes).toString())
      );
    },
  },
  {
    id: 'http-streamable-file-inside',
    area: 'http',
    title: 'An interceptor puts a `StreamableFile` into another object',
    reference: 'Its fields are sent as JSON.',
    portico: 'Its fields are sent as JSON, but their values may differ.',
    reason:
      'These are internal fields of Node and of the framework. Only a `StreamableFile` that is the result itself is sent as a file.',
    docs: 'http.md#replies',
    matches: (theCase, difference) =>
      difference.path.endsWith('.body') &&
      reachedReply(theCase, difference).startsWith('streamable') &&
      shows(theCase, stepsOf(difference), 'interceptors', /^wrap$/) &&
      isDeepStrictEqual(withoutStreams(difference.portico), withoutStreams(difference.reference)),
  },
  {
    id: 'http-redirect-by-hand',
    area: 'http',
    title: '`@Redirect()` on a handler that sends the reply itself with `@Res()`',
    reference: 'The redirect is sent after the reply and fails. The log may contain an error.',
    portico: 'The reply of the handler is sent.',
    reason: 'A request has one reply.',
    docs: 'http.md#replies',
    matches: (theCase, difference) =>
      difference.path.endsWith('.log') &&
      /Cannot set headers after they are sent|Reply was already sent/.test(text(difference.reference)) &&
      text(difference.portico) === '[]' &&
      isRedirectedByHand(theCase, difference),
  },
  {
    id: 'http-fastify-null',
    area: 'http',
    title: 'A handler returns `null`, on Fastify',
    reference: 'The JSON `null`. On Express: an empty body.',
    portico: 'An empty body, on both platforms.',
    reason: 'A result is sent in the same way on both platforms.',
    docs: 'http.md#replies',
    matches: (_case, { path, subject, portico, reference }) =>
      subject === 'portico-fastify' &&
      (path.endsWith('.body') ? portico === '' && reference === null : isJsonTypeAlone(path, portico, reference)),
  },
  {
    id: 'http-fastify-serialization',
    area: 'http',
    title: 'A result cannot be represented in JSON, on Fastify',
    reference: '500 without calling exception filters; sometimes global filters are called.',
    portico: 'The error is passed to the exception filters, as on Express.',
    reason: 'Filters receive the same errors on both platforms.',
    docs: 'http.md#errors',
    matches: (theCase, difference) =>
      isUnserializable(theCase, difference) &&
      (difference.path.endsWith('.status')
        ? difference.reference === 500
        : /\.(body|log)$|headers\./.test(difference.path)),
    without: (theCase, difference) =>
      isTrace(difference) && isUnserializable(theCase, difference)
        ? withoutFiltersOfSerialization(difference)
        : difference,
  },
  {
    id: 'http-sse-error',
    area: 'http',
    title: 'A stream of server-sent events fails immediately after a message',
    reference: 'The message may be lost.',
    portico: 'All messages are sent before the error.',
    reason: 'Messages before a failure are not lost.',
    matches: (_case, { path, portico, reference }) => {
      if (!path.endsWith('.body') || !/event: error\n/.test(String(portico))) return false;
      // Each gets the next number as its id.
      const messages = (body: unknown) =>
        String(body)
          .replace(/^id: \d+\n/gm, '')
          .split('\n\n');
      return messages(reference).every((message) => messages(portico).includes(message));
    },
  },
  {
    id: 'http-fastify-on-send-events',
    area: 'http',
    title: '`onSend` hooks of Fastify, and a route of server-sent events',
    reference:
      'They are not called: cookies of `@fastify/cookie` are not written, and sessions of `@fastify/session` are not stored.',
    portico: 'They are called, as for every reply.',
    reason: 'Plugins work for all replies.',
    docs: 'http.md#replies',
  },
  {
    id: 'http-fastify-on-send-fails',
    area: 'http',
    title: 'An `onSend` hook of Fastify fails for the reply to an error, too',
    reference: 'The client receives the message of the error.',
    portico: '`{ "statusCode": 500, "message": "Internal server error" }`; the error is logged.',
    reason: 'Messages of errors may contain secrets.',
  },
  {
    id: 'http-sse-connection',
    area: 'http',
    title: 'Server-sent events for a client of HTTP/1.0',
    reference: '`Connection: keep-alive`.',
    portico: '`Connection: close`, as for other replies.',
    reason: 'The connection closes with the stream.',
    matches: (theCase, difference) =>
      /\.(?:error)?headers\.connection$/.test(difference.path) &&
      difference.portico === 'close' &&
      theCase.requests[indexOf(difference.path)]?.raw === 'http10' &&
      reachedBy(theCase, tracesOf(difference).portico)?.route.reply.startsWith('sse') === true,
  },
  {
    id: 'http-sse-redirect',
    area: 'http',
    title: 'Interceptors of a handler with `@Sse()` and `@Redirect()`',
    reference: 'They are not called.',
    portico: 'They are called, but the stream that they return is not subscribed to.',
    reason: 'Interceptors see all calls that the guards allow.',
    matches: (theCase, difference) => {
      if (!isTrace(difference)) return false;
      const redirects = routesAt(theCase, difference).some(
        ({ route }) => route.redirect && route.reply.startsWith('sse'),
      );
      const [own, other] = [difference.portico as Trace, difference.reference as Trace];
      return redirects && text(other) === text(own.filter((step) => !/^interceptor \w+ \{/.test(step)));
    },
  },
  {
    id: 'http-sse-head',
    area: 'http',
    title: 'A HEAD request to a route of server-sent events',
    reference: 'The stream is subscribed to. If it fails before its first message, the status is that of the error.',
    portico: 'The stream is ended at once, and the status is 200 unless it has failed by then.',
    reason: 'A reply without a body needs no data.',
    docs: 'http.md#head-and-options',
    matches: (theCase, difference) => {
      if (!isHead(theCase, difference.path)) return false;
      const { portico: own, reference: other } = tracesOf(difference);
      if (difference.path.endsWith('.status')) {
        const hasFailed = other.some((step) => /^interceptor \w+ error/.test(step));
        if (difference.portico !== 200 || Number(difference.reference) < 400 || !hasFailed) return false;
      } else if (!isTrace(difference)) return false;
      // The filters receive the error of the stream.
      const isOfStream = (step: string) => /^(interceptor \w+ (value|error|complete)|filter )/.test(step);
      return (
        routesAt(theCase, difference)[0]?.route.reply.startsWith('sse') === true &&
        text(own) === text(other.filter((step) => !isOfStream(step)))
      );
    },
  },
  {
    id: 'http-error-as-result',
    area: 'http',
    title: 'The result of a handler, or a value of its stream, is an Error',
    reference: 'On Express, its fields are sent with the status of the route. On Fastify: 500.',
    portico: 'It counts as thrown, on both platforms.',
    reason: 'Errors of HTTP clients contain request headers, and errors of databases the query.',
    docs: 'http.md#errors',
  },
  {
    id: 'http-incomplete-reply',
    area: 'http',
    title: 'A handler with `@Res()` fails after it has sent a part of its reply',
    reference: 'The reply ends, and looks complete.',
    portico: 'The connection is closed.',
    reason: 'No client uses half of a reply.',
  },
  {
    id: 'http-fastify-dotfiles',
    area: 'http',
    title: 'A static file whose name begins with a dot, on Fastify',
    reference: 'It is served. On Express: 404.',
    portico: "404, on both platforms. `dotfiles: 'allow'` serves it.",
    reason: 'Files such as `.env` and `.git/config` contain secrets.',
    docs: 'http.md#static-files',
  },
  {
    id: 'http-url-before-listening',
    area: 'http',
    title: '`app.getUrl()` before `app.listen()`',
    reference: 'Rejects with the message, a string: `rejects.toBe(…)` passes.',
    portico: "Rejects with an error: `rejects.toThrow('app.listen() needs')` passes.",
    reason: 'An error has a stack trace and a code.',
    docs: 'moving-from-nestjs.md#errors-that-your-tests-match',
  },
];

function isRedirectedByHand(theCase: HttpCase, difference: Difference): boolean {
  const route = reachedBy(theCase, tracesOf(difference).portico)?.route;
  return route?.redirect !== undefined && route.reply === 'manual';
}

function reachedReply(theCase: HttpCase, difference: Difference): string {
  return reachedBy(theCase, tracesOf(difference).portico)?.route.reply ?? '';
}

/** A body without the fields of streams. */
function withoutStreams(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body ?? null, (key, value) => (key === 'stream' ? null : value)));
}

function isUnserializable(theCase: HttpCase, difference: Difference): boolean {
  const reached = reachedBy(theCase, tracesOf(difference).portico)?.route;
  return difference.subject === 'portico-fastify' && /^(bigint|circular)$/.test(reached?.reply ?? '');
}

/** Both traces without filters, if no more of them have run with the reference, and only for the error of serializing. */
function withoutFiltersOfSerialization({ portico, reference }: Difference): Seen {
  const isFilter = (step: string) => step.startsWith('filter ');
  const [own, other] = [portico as Trace, reference as Trace];
  const [filters, others] = [own.filter(isFilter), other.filter(isFilter)];
  const isKnown = (step: string) =>
    /TypeError: (Do not know how to serialize|Converting circular)/.test(step) &&
    (/^filter (global|provided)/.test(step) || filters.some((each) => labelOf(each) === labelOf(step)));
  if (others.length > filters.length || !others.every(isKnown)) return { portico, reference };
  return { portico: own.filter((step) => !isFilter(step)), reference: other.filter((step) => !isFilter(step)) };
}

/** Whether only the reference says that its body is JSON. */
function isJsonTypeAlone(path: string, portico: unknown, reference: unknown): boolean {
  return path.endsWith('headers.content-type') && portico === undefined && /^application\/json/.test(String(reference));
}
