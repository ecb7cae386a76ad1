import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { indexOf, text } from '../requests.js';
import { isTrace, reachedBy, reachesRoute, shows, type Trace, tracesOf } from '../traces.js';

/** How bodies are read. */
export const bodyDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-parser-errors',
    area: 'http',
    title: 'The body of an error of a body parser (400, 413, 415), and of a 400 for a malformed URL',
    reference: '`statusCode` and `message`, and on Fastify sometimes `code`.',
    portico:
      '`statusCode`, `message` and `error`, like other errors of the framework. Filters receive an `HttpException`: for a malformed URL, and on Express for malformed JSON, a `BadRequestException`.',
    reason: 'All errors have one form. Check for the status instead of `code`.',
    docs: 'http.md#errors',
    matches: (theCase, { path, portico, reference, traces }) =>
      (path.endsWith('.body') && sameError(portico, reference)) ||
      (hasBody(theCase, path) &&
        path.endsWith('.trace') &&
        withoutExceptions(portico) === withoutExceptions(reference)) ||
      // A filter for the exception of the status takes it.
      (path.endsWith('.status') &&
        portico === 499 &&
        [400, 413, 415].includes(Number(reference)) &&
        shows(theCase, traces?.portico ?? [], 'filters', /^badRequest$/)),
    without: (theCase, difference) =>
      hasBody(theCase, difference.path) && isTrace(difference)
        ? withoutFiltersOfStatus(theCase, difference)
        : difference,
  },
  {
    id: 'http-fastify-content-encoding',
    area: 'http',
    title: 'A compressed request body, on Fastify',
    reference: 'It is not decompressed, so it is not valid JSON.',
    portico: 'It is decompressed within the body limit, as on Express.',
    reason: 'Clients can compress requests on both platforms.',
    docs: 'http.md#bodies',
    matches: (theCase, { path, subject, portico, traces }) => {
      const body = theCase.requests[indexOf(path)]?.body;
      if (subject !== 'portico-fastify' || (body !== 'badGzip' && body !== 'unknownEncoding')) return false;
      if (path.endsWith('.status')) return [400, 415, 499].includes(Number(portico));
      if (path.endsWith('.trace')) return !reachesRoute(portico);
      // What cannot be read stays on the connection.
      if (path.endsWith('.errorheaders.connection')) return portico === 'close' && !reachesRoute(traces?.portico ?? []);
      return path.endsWith('.body') && /"statusCode":(400|415)\b|"filter":/.test(text(portico));
    },
  },
  {
    id: 'http-fastify-nested-forms',
    area: 'http',
    title: 'A form with names such as `a[b]` and `list[]`, on Fastify',
    reference: "The names are not interpreted: `{ 'a[b]': '1' }`.",
    portico: 'Nested objects and arrays, as on Express: `{ a: { b: "1" } }`.',
    reason: 'A form has the same meaning on both platforms.',
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
    title: 'A JSON body in a charset other than UTF-8, on Fastify',
    reference: 'It is decoded as UTF-8, so non-ASCII characters are garbled.',
    portico: 'It is decoded with the charset of its `Content-Type`.',
    reason: 'No text is garbled without an error.',
    docs: 'http.md#bodies',
    without: (theCase, { path, subject, portico, reference }) => {
      const isMeant =
        subject === 'portico-fastify' &&
        theCase.requests[indexOf(path)]?.body === 'jsonLatin' &&
        /\.(trace|body)$/.test(path) &&
        text(reference).includes('\ufffd');
      if (!isMeant || portico === undefined) return { portico, reference };
      // The path may have the same character.
      const garbled = (seen: unknown) => JSON.parse(text(seen).replaceAll('ü', '\ufffd'));
      return { portico: garbled(portico), reference: garbled(reference) };
    },
  },
  {
    id: 'http-aborted',
    area: 'http',
    title: 'A client disconnects before its body has arrived, or sends a malformed chunk, on Fastify',
    reference: 'No exception filter runs, and nothing but `Error: aborted` is logged.',
    portico: 'Filters receive a `BadRequestException`, and errors of middleware are logged, as on Express.',
    reason: 'Filters receive the same errors on both platforms.',
    matches: (theCase, { path, subject, portico, reference }) => {
      const request = theCase.requests[indexOf(path)];
      if (subject !== 'portico-fastify' || (request?.body !== 'aborted' && request?.raw !== 'badChunk')) return false;
      if (path.endsWith('.log')) return ['[]', '["Error: aborted"]'].includes(text(reference));
      const isFilter = (step: string) => step.startsWith('filter ');
      return (
        path.endsWith('.trace') &&
        !(reference as Trace).some(isFilter) &&
        text((portico as Trace).filter((step) => !isFilter(step))) === text(reference)
      );
    },
  },
  {
    id: 'http-aborted-upload',
    area: 'http',
    title: 'A client disconnects during its upload',
    reference: 'Logged as an error.',
    portico: 'Not logged.',
    reason: 'Clients disconnect all the time, and the application can do nothing about it.',
    docs: 'http.md#uploads',
  },
  {
    id: 'http-form-read-twice',
    area: 'http',
    title: 'A form is read by a second file interceptor, or once more because an interceptor repeats the call',
    reference: '400 `Unexpected end of form`.',
    portico: '500 with [`PORTICO_FORM_ALREADY_READ`](errors.md#portico_form_already_read).',
    reason: 'The client has sent a complete form.',
    docs: 'http.md#uploads',
  },
  {
    id: 'http-form-size',
    area: 'http',
    title: 'A form for a file interceptor is larger than 100 MiB, and `limits` have no `fileSize` that allows it',
    reference: 'It is read, into the memory or to the disk.',
    portico: '413. `limits: { formSize }` or `fileSize` of the interceptor or its module allow more.',
    reason: 'One client could fill the memory of the process.',
    docs: 'http.md#limits',
  },
  {
    id: 'http-fastify-request-timeout',
    area: 'http',
    title: 'A request that does not become complete, on Fastify',
    reference: 'It is waited for without a limit, as Fastify does. On Express: 408 after five minutes.',
    portico:
      '408 after five minutes, on both platforms. `new FastifyAdapter({ requestTimeout: 0 })` removes the limit.',
    reason: 'Clients that send slowly on purpose would keep their connections indefinitely.',
    docs: 'http.md#limits',
  },
  {
    id: 'http-fastify-unknown-encoding',
    area: 'http',
    title: 'A body whose charset or encoding is not known, on Fastify',
    reference: 'It is read as if it were uncompressed UTF-8. On Express: 415.',
    portico: '415, on both platforms.',
    reason: 'No text is garbled without an error.',
    docs: 'http.md#bodies',
  },
  {
    id: 'http-fastify-body-before-version',
    area: 'http',
    title: 'A body cannot be read, and the path has only routes of other versions or hosts, on Fastify',
    reference: '404.',
    portico: 'The error of the body, such as 415, even if a less specific path accepts such a body.',
    reason: 'The body is read before the version and the host are compared, as on Express.',
    docs: 'http.md#bodies',
    matches: (theCase, difference) => {
      const { path, subject, portico, reference } = difference;
      const traces = tracesOf(difference);
      if (subject !== 'portico-fastify' || !isChosenLater(theCase) || reachesRoute(traces.portico)) return false;
      if (reachedBy(theCase, traces.reference)?.route.upload !== undefined)
        return path.endsWith('.trace') || (path.endsWith('.status') && portico === 415);
      return (
        theCase.requests[indexOf(path)]?.body !== undefined &&
        !reachesRoute(traces.reference) &&
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
    title: 'A JSON body with a field `__proto__`, or `prototype` within `constructor`',
    reference: 'On Express, the body has an own field with this name. On Fastify: 400.',
    portico: 'The field is removed, on both platforms.',
    reason:
      "Copying such a body to another object would change its prototype. `new FastifyAdapter({ onProtoPoisoning: 'error' })` refuses it with 400.",
    docs: 'http.md#bodies',
    matches: (theCase, difference) => {
      const { path, subject, portico, reference } = difference;
      if (theCase.requests[indexOf(path)]?.body !== 'protoJson') return false;
      if (withoutProto(portico) === withoutProto(reference)) return true;
      if (subject !== 'portico-fastify') return false;
      // A route may reply with the same status.
      if (path.includes('.errorheaders.')) {
        const traces = tracesOf(difference);
        return reachesRoute(traces.portico) && !reachesRoute(traces.reference);
      }
      if (path.endsWith('.status')) return [400, 499].includes(Number(reference));
      return path.endsWith('.trace') ? !reachesRoute(reference) : /"statusCode":400\b|"filter":/.test(text(reference));
    },
    without: (theCase, difference) => ({
      portico: difference.portico,
      reference:
        isTrace(difference) && theCase.requests[indexOf(difference.path)]?.body === 'protoJson'
          ? (difference.reference as Trace).map((step) => step.replace(/"__proto__":\{"a":1\},?/g, ''))
          : difference.reference,
    }),
  },
  {
    id: 'http-proto-form',
    area: 'http',
    title: 'A form with a field `__proto__`, on Fastify',
    reference: '400. On Express, the field is removed.',
    portico: 'The field is removed, on both platforms.',
    reason: 'A form has the same meaning on both platforms.',
    docs: 'http.md#bodies',
  },
];

/** What was seen as text, without the field `__proto__` of a body, and without what validation says of it. */
function withoutProto(seen: unknown): string {
  const plain = text(seen).replaceAll('\\', '');
  return plain.replace(/"__proto__":\{"a":1\},?|"__proto__",|"property __proto__ should not exist",?/g, '');
}

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
