import type { Difference } from '../area.js';
import type { ExplainedDifference } from '../explained-difference.js';
import type { HttpCase } from './case.js';

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
      hasFilter(theCase, /"(rethrow|throw)"/) && !/^"(silent|closed)/.test(text(portico)) && text(reference) !== text(portico),
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
      /^requests\.\d+\.(status|body|log|trace|headers)/.test(path) && /"(empty|observableEmpty)"/.test(text(theCase.modules) + text(theCase.global)),
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
    id: 'pending-fastify-middleware-sees', area: 'http', title: '', portico: '', reference: '', reason: '',
    matches: (_case, { path, subject, portico, reference }: Difference) => {
      if (subject !== 'portico-fastify' || !path.endsWith('.trace')) return false;
      const clean = (trace: unknown) => (trace as string[]).map((line) => /^(middleware|use)/.test(line) ? line.replace(/ \{.*$/s, '') : line);
      return text(clean(portico)) === text(clean(reference));
    },
  },
  {
    id: 'pending-parser-errors', area: 'http', title: '', portico: '', reference: '', reason: '',
    matches: (theCase, { path }: Difference) => /\.(body|headers|trace|log)/.test(path) && !!theCase.requests[indexOf(path)]?.body?.match(/bad|empty|unknown|Latin|huge|large|xml|noType/),
  },
];

/** Which request of its case a path is about. */
function indexOf(path: string): number {
  return Number(/^requests\.(\d+)\./.exec(path)?.[1] ?? -1);
}
