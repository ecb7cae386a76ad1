import type { ExplainedDifference } from '../../explained-difference.js';
import { isMultipart } from '../body.js';
import type { HttpCase } from '../case.js';
import { indexOf, routesAt, text } from '../requests.js';
import { reachesHandler, reachesRoute, tracesOf } from '../traces.js';
import { brokenRules } from './upload-rules.js';

/** Differences in forms with files. */
export const uploadDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-upload-names',
    area: 'http',
    title: 'The name of an uploaded file contains non-ASCII characters',
    reference: 'The name is decoded as Latin-1, so it is garbled.',
    portico: 'The name is decoded as UTF-8, which browsers send.',
    reason: 'No text is garbled without an error. Remove code that repairs such names.',
    docs: 'http.md#uploads',
    without: (theCase, difference) => {
      const { path, portico, reference } = difference;
      if (theCase.requests[indexOf(path)]?.body !== 'namedInUtf8' || portico === undefined) return difference;
      const garbled = JSON.stringify(Buffer.from('ü 汉.txt').toString('latin1')).slice(1, -1);
      return { portico, reference: JSON.parse((text(reference) || 'null').replaceAll(garbled, 'ü 汉.txt')) };
    },
  },
  {
    id: 'http-upload-fields-validated',
    area: 'http',
    title: '`ParseFilePipe` with `FileFieldsInterceptor`',
    reference:
      'Validators receive the object with all lists: a size limit accepts every file, and a type check rejects all.',
    portico: 'Validators receive each file.',
    reason: 'A validator without effect is easily overlooked.',
    docs: 'http.md#uploads',
    matches: (theCase, difference) =>
      routesAt(theCase, difference).some(
        ({ route }) =>
          route.upload?.kind === 'fields' &&
          route.parameters?.some(({ from, pipe }) => /^files?$/.test(from) && /^(size|type|status)$/.test(pipe ?? '')),
      ) &&
      (reachesHandler(tracesOf(difference).portico) !== reachesHandler(tracesOf(difference).reference) ||
        // The object has no size and no type that the message could name.
        (/\.(body|trace)$/.test(difference.path) &&
          text(difference.portico).replace(/current file (?:size|type) is [^,]+, /g, '') ===
            text(difference.reference))),
  },
  {
    id: 'http-fastify-uploads',
    area: 'http',
    title: 'A form for a route with a file interceptor, on Fastify',
    reference: '415, because there are no file interceptors for Fastify.',
    portico: 'The form is read, as on Express.',
    reason: 'File interceptors work on both platforms.',
    docs: 'http.md#uploads',
    matches: (theCase, difference) => {
      const { path, subject, reference } = difference;
      // The observation on Express is compared, unless another route handles the request there.
      return (
        subject === 'portico-fastify' &&
        isMultipart(theCase.requests[indexOf(path)]?.body) &&
        routesAt(theCase, difference).some(({ route }) => route.upload) &&
        !reachesRoute(tracesOf(difference).reference) &&
        (path.endsWith('.status') ? [415, 499].includes(Number(reference)) : /\.(trace|body|log)$|headers\./.test(path))
      );
    },
  },
  {
    id: 'http-fastify-upload-limits',
    area: 'http',
    title: 'A form exceeds a limit and also has another error, such as an unexpected field, on Fastify',
    reference: 'On Express: the error that multer detects first.',
    portico: 'The error that the parser of Fastify detects first.',
    reason: 'Forms are read by `@fastify/multipart`, which other plugins can use, too.',
    docs: 'http.md#uploads',
    matches: (theCase, difference) => {
      const { path, subject, portico, reference } = difference;
      const isRefusal = (body: unknown) =>
        /"statusCode":4(00|13)\b|: (Too many|Unexpected|File too large)/.test(text(body));
      const form = theCase.requests[indexOf(path)]?.body;
      return (
        subject === 'portico-fastify' &&
        isMultipart(form) &&
        routesAt(theCase, difference).some(({ route }) => route.upload && brokenRules(route.upload, form) > 1) &&
        (path.endsWith('.status')
          ? [portico, reference].every((status) => status === 400 || status === 413)
          : isRefusal(portico) && isRefusal(reference))
      );
    },
  },
  {
    id: 'http-fastify-upload-part',
    area: 'http',
    title: 'A part of a form has no readable header, on Fastify',
    reference: 'On Express: 400.',
    portico: 'The part is ignored, as by the parser of Fastify.',
    reason: 'Forms are read by `@fastify/multipart`, which other plugins can use, too.',
    docs: 'http.md#uploads',
    matches: (theCase, difference) =>
      difference.subject === 'portico-fastify' &&
      theCase.requests[indexOf(difference.path)]?.body === 'brokenPart' &&
      routesAt(theCase, difference).some(({ route }) => route.upload),
  },
];
