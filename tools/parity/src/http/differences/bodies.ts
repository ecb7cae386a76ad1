import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { indexOf, text } from '../requests.js';
import { isTrace, reachesRoute, shows, type Trace, tracesOf } from '../traces.js';

/** How bodies are read. */
export const bodyDifferences: readonly ExplainedDifference<HttpCase>[] = [
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
      (hasBody(theCase, path) &&
        path.endsWith('.trace') &&
        withoutExceptions(portico) === withoutExceptions(reference)) ||
      // A filter for the exception of the status takes it.
      (path.endsWith('.status') && portico === 499 && [400, 413, 415].includes(Number(reference))),
    without: (theCase, difference) =>
      hasBody(theCase, difference.path) && isTrace(difference)
        ? withoutFiltersOfStatus(theCase, difference)
        : difference,
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
    id: 'http-fastify-nested-forms',
    area: 'http',
    title: 'A form with names such as `a[b]` and `list[]`, on Fastify',
    reference: "The names as they are written: `{ 'a[b]': '1' }`",
    portico: 'Nested objects and arrays, as on Express: `{ a: { b: "1" } }`',
    reason: 'A form means the same on every platform.',
    docs: 'http.md#bodies',
    without: (theCase, difference) => {
      const { path, subject, portico, reference } = difference;
      if (subject !== 'portico-fastify' || theCase.requests[indexOf(path)]?.body !== 'formNested') return difference;
      if (!/\.(trace|body)$/.test(path) || reference === undefined) return difference;
      const [flat, nested] = ['"a[b][c]":"1","list[]":"x"', '"a":{"b":{"c":"1"}},"list":["x"]'];
      return { portico, reference: JSON.parse(nestIn(text(reference), flat, nested)) };
    },
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
    id: 'http-aborted',
    area: 'http',
    title: 'A client that leaves before its body has arrived, on Fastify',
    reference: 'No exception filter runs, and nothing is logged',
    portico: 'Filters get a `BadRequestException`, and what middleware throws is logged, as on Express',
    reason: 'A filter sees the same on every platform.',
    matches: (theCase, { path, subject }) =>
      subject === 'portico-fastify' &&
      /\.(trace|log)$/.test(path) &&
      theCase.requests[indexOf(path)]?.body === 'aborted',
  },
  {
    id: 'http-fastify-body-before-version',
    area: 'http',
    title: 'A body that cannot be read, at a path that has routes of other versions or hosts only, on Fastify',
    reference: '404',
    portico: 'The error of the body, such as 415',
    reason: 'The body is read before version and host are looked at, as on Express.',
    docs: 'http.md#bodies',
    matches: (theCase, difference) => {
      const { path, subject, portico, reference } = difference;
      return (
        subject === 'portico-fastify' &&
        isChosenLater(theCase) &&
        theCase.requests[indexOf(path)]?.body !== undefined &&
        !reachesRoute(tracesOf(difference).portico, tracesOf(difference).reference) &&
        (path.endsWith('.status')
          ? [400, 413, 415, 499].includes(Number(portico)) && [404, 499].includes(Number(reference))
          : // Filters get the one exception or the other.
            /\.(trace|body)$/.test(path) &&
            /(HttpException|BadRequestException|PayloadTooLargeException): /.test(text(portico)) &&
            /NotFoundException: /.test(text(reference)))
      );
    },
  },
  {
    id: 'http-proto-body',
    area: 'http',
    title: 'A JSON body with a field `__proto__`',
    reference: 'Express: the body has an own field of that name. Fastify: 400',
    portico: 'The field is removed, on every platform',
    reason: 'Copying such a body onto another object would change its prototype.',
    matches: (theCase, { path }) => theCase.requests[indexOf(path)]?.body === 'protoJson',
  },
];

/** Whether a path may have routes of several versions or hosts. */
function isChosenLater({ versioning, modules }: HttpCase): boolean {
  const hasHost = modules.some(({ controllers }) => controllers.some(({ host }) => host !== undefined));
  return hasHost || (versioning !== undefined && versioning.type !== 'uri');
}

function hasBody({ requests }: HttpCase, path: string): boolean {
  const request = requests[indexOf(path)];
  return request?.body !== undefined || request?.raw === 'badChunk';
}

/** A trace without the classes and messages of exceptions. */
function withoutExceptions(trace: unknown): string {
  return text((trace as string[]).map((step) => step.replace(/"exception":"[^"]*"/, '')));
}

/** Whether two error bodies differ in nothing but `error` and `code`. */
function sameError(portico: unknown, reference: unknown): boolean {
  const fields = (body: unknown) => {
    const { statusCode, message } = (body ?? {}) as { statusCode?: number; message?: unknown };
    return text([statusCode, message]);
  };
  return fields(portico) !== '[null,null]' && fields(portico) === fields(reference);
}

/** Replaces what a body shows, also where it is part of a text. */
function nestIn(json: string, flat: string, nested: string): string {
  const quoted = (part: string) => part.replaceAll('"', '\\"');
  return json.replaceAll(flat, nested).replaceAll(quoted(flat), quoted(nested));
}

/**
 * Both traces, that of Portico without filters for `BadRequestException`, if none of them has run with the reference, and
 * that of the reference without the filter that took the exception instead.
 */
function withoutFiltersOfStatus(theCase: HttpCase, { portico, reference }: Difference): Seen {
  const isMeant = (step: string) =>
    step.startsWith('filter ') &&
    step.includes('"exception":"BadRequestException: ') &&
    shows(theCase, [step], 'filters', /^badRequest$/);
  const [own, other] = [portico as Trace, reference as Trace];
  if (other.some((step) => shows(theCase, [step], 'filters', /^badRequest$/))) return { portico, reference };
  const taken = own.find(isMeant);
  const instead = taken && other.find((step) => /^filter .*"exception":"(HttpException|Error): /.test(step));
  return { portico: own.filter((step) => step !== taken), reference: other.filter((step) => step !== instead) };
}
