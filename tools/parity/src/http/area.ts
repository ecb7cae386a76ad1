import type { Area, Difference } from '../area.js';
import { compareFacts, type Facts } from '../compare-facts.js';
import { counterpartOf, type SubjectName } from '../subjects.js';
import { httpCase } from './arbitrary.js';
import { isMultipart } from './body.js';
import type { HttpCase, HttpRequest } from './case.js';
import { printCase } from './print.js';
import { routesTaking } from './routes-taking.js';
import type { HttpObservation } from './run-case.js';
import { methodOf, targetOf } from './target.js';
import { labelOf, stopIn } from './traces.js';

export const httpArea: Area<HttpCase, HttpObservation> = {
  name: 'http',
  subjects: ['portico-express', 'portico-fastify', 'reference-express', 'reference-fastify'],
  arbitrary: httpCase,
  compare: (theCase, observations) => {
    const starts = new Map<SubjectName, Facts>();
    const facts = new Map<SubjectName, Facts>();
    for (const [subject, observation] of observations) {
      starts.set(subject, { start: observation.refused === undefined ? 'starts' : 'refused' });
      const counterpart = observations.get(counterpartOf(subject));
      if (observation.refused === undefined && counterpart?.refused === undefined)
        facts.set(subject, factsOf(theCase, observation));
    }
    compareUploadsWithExpress(theCase, facts);
    const refused = [...observations].flatMap(([subject, observation]) =>
      observation.refused === undefined ? [] : [`${subject}: ${observation.refused}`],
    );
    const differences = compareFacts(starts).map((difference) => ({
      ...difference,
      portico: `${difference.portico} (${refused.join('; ')})`,
    }));
    const found = compareFacts(facts).map((each) => withTraces(each, facts));
    return [...differences, ...comparable(theCase, found, facts)];
  },
  print: printCase,
  countRequests: ({ requests }) => requests.length,
};

function factsOf(theCase: HttpCase, { requests, isClosed }: HttpObservation): Facts {
  const facts: Record<string, unknown> = { isClosed };
  requests.forEach(({ reply, trace, log }, index) => {
    const path = `requests.${index}`;
    const isPipelined = theCase.requests[index]?.raw === 'pipelined';
    facts[`${path}.status`] = reply.status;
    facts[`${path}.body`] = isPipelined ? withoutHeads(reply.body) : parsed(reply.body);
    for (const [name, value] of Object.entries(reply.headers ?? {}))
      if (!ignored.has(name)) facts[`${path}.${isError(reply.status) ? 'error' : ''}headers.${name}`] = value;
    facts[`${path}.trace`] = isPipelined ? ofOneRequest(trace) : trace;
    facts[`${path}.log`] = isPipelined ? ofOneRequest(log) : log;
  });
  return facts;
}

/**
 * NestJS has no uploads on Fastify: there Portico must behave as on Express, except for middleware, and for headers and
 * the text of redirects of the platform.
 */
function compareUploadsWithExpress(theCase: HttpCase, facts: Map<SubjectName, Facts>): void {
  const [own, express, fastify] = (['portico-fastify', 'reference-express', 'reference-fastify'] as const).map((name) =>
    facts.get(name),
  );
  if (!own || !express || !fastify) return;
  const [ours, theirs] = [{ ...own }, { ...fastify }];
  for (const [index, request] of theCase.requests.entries()) {
    if (!isUpload(theCase, request)) continue;
    const isOfRequest = (path: string) => path.startsWith(`requests.${index}.`);
    const isRedirect = /^3/.test(String(express[`requests.${index}.status`]));
    const isOfPlatform = (path: string) => path.includes('headers.') || (isRedirect && path.endsWith('.body'));
    for (const path of Object.keys({ ...ours, ...theirs })) {
      if (!isOfRequest(path)) continue;
      delete theirs[path];
      if (isOfPlatform(path)) delete ours[path];
    }
    for (const [path, fact] of Object.entries(express)) {
      if (!isOfRequest(path) || isOfPlatform(path)) continue;
      theirs[path] = path.endsWith('.trace') ? withMiddlewareOf(fastify[path], fact) : fact;
    }
  }
  facts.set('portico-fastify', ours);
  facts.set('reference-fastify', theirs);
}

/** Whether a form reaches an upload, on every platform the same one. Of GET and HEAD Fastify reads no body. */
function isUpload(theCase: HttpCase, request: HttpRequest): boolean {
  if (request.raw || !isMultipart(request.body) || /^(GET|HEAD)$/.test(methodOf(theCase, request))) return false;
  // CORS replies to it.
  if (theCase.cors && methodOf(theCase, request) === 'OPTIONS') return false;
  // The platforms disagree on the query of a target with a fragment, on duplicate slashes and on one at the end.
  if (/#|(?<!:)\/\/|\w\/(?:\?|$)/.test(targetOf(theCase, request))) return false;
  const [one, ...others] = (['express', 'fastify'] as const).flatMap((each) => routesTaking(theCase, request, each));
  return one?.route.upload !== undefined && others.length === 1 && others[0]?.route === one.route;
}

/** The steps of middleware from one trace, all others from another one. */
function withMiddlewareOf(middleware: unknown, trace: unknown): unknown {
  const isMiddleware = (step: string) => /^(use\d|middleware )/.test(step);
  const [own, others] = [middleware ?? [], trace ?? []] as [string[], string[]];
  return [...own.filter(isMiddleware), ...others.filter((step) => !isMiddleware(step))];
}

function withTraces(difference: Difference, facts: ReadonlyMap<SubjectName, Facts>): Difference {
  const { path, subject } = difference;
  const trace = (of: SubjectName) => (facts.get(of)?.[`${path.split('.', 2).join('.')}.trace`] ?? []) as string[];
  return { ...difference, traces: { portico: trace(subject), reference: trace(counterpartOf(subject)) } };
}

/**
 * If the status differs, or middleware has replied in place of something else, so do body and headers: only the status and
 * the trace are compared then.
 */
function comparable(
  theCase: HttpCase,
  differences: readonly Difference[],
  facts: ReadonlyMap<SubjectName, Facts>,
): Difference[] {
  return differences.filter(({ path, subject, traces }) => {
    const request = path.split('.', 2).join('.');
    const [own, other] = [facts.get(subject), facts.get(counterpartOf(subject))];
    const reportsAny = (fact: string) =>
      differences.some((found) => found.path === `${request}.${fact}` && found.subject === subject);
    if (own?.[`${request}.status`] !== other?.[`${request}.status`])
      return reportsAny('status') && /\.(status|trace)$/.test(path);
    const [stop, stopThere] = [traces?.portico, traces?.reference].map((trace) =>
      labelOf(stopIn(theCase, trace ?? []) ?? ''),
    );
    return stop === stopThere || !reportsAny('trace') || /\.(status|trace)$/.test(path);
  });
}

/** Whether a status, or the first line of a raw reply, is that of an error. */
function isError(status: unknown): boolean {
  return typeof status === 'number' ? status >= 400 : /^HTTP\S+ [45]/.test(String(status));
}

/** Headers of the connection, and those that depend on the body. */
const ignored: ReadonlySet<string> = new Set(['keep-alive', 'content-length', 'etag', 'transfer-encoding']);

/**
 * The steps of one of two equal requests that run at the same time. If they did not do the same, the steps of both,
 * without their order.
 */
function ofOneRequest(steps: readonly string[]): readonly string[] {
  const countIn = (some: readonly string[], step: string) => some.filter((each) => each === step).length;
  if (steps.some((step) => countIn(steps, step) % 2 > 0)) return ['two different requests', ...[...steps].sort()];
  return steps.filter((step, index) => countIn(steps.slice(0, index), step) < countIn(steps, step) / 2);
}

/** Several replies of one connection, without their headers. */
function withoutHeads(replies: string | undefined): string | undefined {
  return replies?.replace(/(HTTP\/1\.1 \d+ [^\r]*\r\n)(?:[^\r]+\r\n)+/g, '$1');
}

/** The order of fields does not matter. */
function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return body;
  }
}
