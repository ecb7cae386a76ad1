import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { HttpCase } from '../case.js';
import { routesAt, statusOf, text } from '../requests.js';
import { withoutHosts } from '../target.js';
import {
  isTrace,
  labelOf,
  reachedBy,
  reachesHandler,
  reachesRoute,
  shows,
  stepsOf,
  type Trace,
  tracesOf,
} from '../traces.js';

/** With which the filters of a case fail where they get no reply of Fastify. */
const NO_REPLY = 'TypeError: response.status is not a function';

/** The body of an exception that brings its own. */
const OWN_BODY = text({ custom: true, code: 7 });

const UNDEFINED = text({ exception: 'undefined', type: 'http' });

/** What filters get of the reference in place of `undefined` that a filter has thrown. */
const IN_PLACE_OF_UNDEFINED = [
  'Error: Rejected promise',
  "TypeError: Cannot read properties of undefined (reading 'statusCode')",
].map((exception) => text({ exception, type: 'http' }));

/** What a request meets at its route. */
export const handlingDifferences: readonly ExplainedDifference<HttpCase>[] = [
  {
    id: 'http-filter-fails',
    area: 'http',
    title: 'An exception filter throws, or rethrows the exception, and no global filter handles that',
    reference: 'The error page of Express with the stack trace, or the error reply of Fastify.',
    portico: 'The JSON that the built-in filter sends for the same exception, on both platforms. The error is logged.',
    reason: 'No stack trace is sent to clients, and all errors have one form.',
    docs: 'pipeline.md#filters',
    matches: (theCase, difference) => {
      const { path, portico } = difference;
      if (!shows(theCase, tracesOf(difference).portico, 'filters', /^(rethrow|throw)$/)) return false;
      if (path.endsWith('.status'))
        return typeof portico === 'number' ? portico >= 400 : /^HTTP\S+ [45]/.test(text(portico).slice(1));
      if (path.endsWith('.body'))
        return [text(''), OWN_BODY].includes(text(portico)) || /\\?"statusCode\\?":[45]\d\d/.test(text(portico));
      if (path.endsWith('.log')) return new Set(portico as string[]).size === (portico as string[]).length;
      return /headers\./.test(path);
    },
  },
  {
    id: 'http-filter-throws-undefined',
    area: 'http',
    title: 'An exception filter rethrows `undefined`, and global filters handle that',
    reference:
      'They receive an error of the platform: `Error: Rejected promise` on Express, a `TypeError` of its error handler on Fastify.',
    portico: 'They receive `undefined`.',
    reason: 'A filter receives what was thrown.',
    docs: 'pipeline.md#filters',
    matches: (theCase, difference) => {
      const { portico, reference } = tracesOf(difference);
      // The global filter replies with what it gets.
      if (!difference.path.endsWith('.body') || !rethrowsUndefined(theCase, portico, reference)) return false;
      const inText = (trace: Trace) => /\{"exception":("[^}]*"),"type"/.exec(trace.at(-1) ?? '')?.[1] ?? '';
      return text(difference.reference).replace(inText(reference), inText(portico)) === text(difference.portico);
    },
    without: (theCase, difference) => {
      const [own, other] = [difference.portico as Trace, difference.reference as Trace];
      return isTrace(difference) && rethrowsUndefined(theCase, own, other)
        ? { portico: own, reference: [...other.slice(0, -1), own.at(-1)] }
        : difference;
    },
  },
  {
    id: 'http-filter-fails-in-a-request-scope',
    area: 'http',
    title: 'An exception filter of a request-scoped controller throws',
    reference:
      'All filters of the handler receive the new exception, including the filter that threw it, and then the global filters.',
    portico: 'Only the global filters receive it, once, as for other controllers.',
    reason: 'The scope of a controller does not change the order of filters.',
    docs: 'pipeline.md#filters',
    matches: (theCase, difference) => isFilteredTwice(theCase, difference) && !isTrace(difference),
    without: (theCase, difference) =>
      isTrace(difference) && isFilteredTwice(theCase, difference) ? withoutFiltersAfterFirst(difference) : difference,
  },
  {
    id: 'http-fastify-filter-fails-not-found',
    area: 'http',
    title: 'A global exception filter throws for a request to a path that only has routes of other hosts, on Fastify',
    reference: 'No filter receives its exception. On Express, and for a path without routes, the global filters do.',
    portico: 'The global filters receive it once, as for routes.',
    reason: 'Filters receive the same errors whatever routes exist.',
    docs: 'pipeline.md#filters',
    without: (theCase, difference) =>
      isTrace(difference) && isOfOtherHost(theCase, difference)
        ? {
            portico: withoutFilterAfterFailure(theCase, difference.portico as Trace),
            reference: difference.reference,
          }
        : difference,
  },
  {
    id: 'http-fastify-filters-of-middleware',
    area: 'http',
    title: 'An exception filter calls `response.status()` for an error of middleware, on Fastify',
    reference:
      'The response may be that of Node, which has no such method. The filter then fails, and receives its own error.',
    portico: 'The response is the reply of Fastify.',
    reason: 'A filter can handle errors of middleware and of routes in the same way.',
    docs: 'pipeline.md#filters',
    matches: (_case, { path, subject, reference }) =>
      subject === 'portico-fastify' && /\.(body|log)$/.test(path) && text(reference).includes(NO_REPLY),
    without: (_case, difference) =>
      isTrace(difference) && difference.subject === 'portico-fastify'
        ? {
            portico: difference.portico,
            reference: (difference.reference as Trace).filter((step) => !step.includes(NO_REPLY)),
          }
        : difference,
  },
  {
    id: 'http-coded-errors',
    area: 'http',
    title: 'The log of an error of the framework itself, such as for a value that JSON cannot represent',
    reference: 'The message of the JavaScript engine.',
    portico: 'A message with the handler, the cause and the fix. The original error is in `cause`.',
    reason: 'The message says where the error comes from. Adjust alerts that match the old message.',
    docs: 'errors.md',
    matches: (_case, { path, portico, reference }) => {
      const isCoded = (own: unknown) => text(own).includes('FrameworkError: ');
      if (path.endsWith('.body')) return isCoded(portico) && /Error: /.test(text(reference));
      if (!/\.(log|trace)$/.test(path)) return false;
      // One for the other.
      const [own, other] = [portico as Trace, reference as Trace];
      const isSame = (step: string, index: number) =>
        step === other[index] || (isCoded(step) && (path.endsWith('.log') || labelOf(step) === labelOf(other[index]!)));
      return own.length === other.length && own.every(isSame);
    },
  },
  {
    id: 'http-pipe-order',
    area: 'http',
    title: 'The order in which the pipes of several parameters run',
    reference:
      'All parameters at once, pipe by pipe. If one pipe rejects its value, those of other parameters have already run.',
    portico:
      'Parameter by parameter, the last one first. If a pipe rejects its value synchronously, the others do not run. The first rejection is reported.',
    reason:
      'Synchronous pipes create no promises, and a rejected request does no further work. Pipes of one handler must not depend on each other.',
    matches: (theCase, difference) =>
      hasSeveralParameters(theCase, difference) &&
      !reachesHandler(tracesOf(difference).portico, tracesOf(difference).reference) &&
      [difference.portico, difference.reference].every(
        difference.path.endsWith('.status') ? isStatusOfPipe : isRefusal,
      ) &&
      /\.(body|status)$/.test(difference.path),
    without: (theCase, difference) =>
      isTrace(difference) && hasSeveralParameters(theCase, difference) ? withoutRefusalOfPipes(difference) : difference,
  },
];

/** Both traces without pipes and what they have refused with; unchanged while other explanations have to do with the pipes. */
function withoutRefusalOfPipes(difference: Difference): Seen {
  const rest = withoutPipes(difference);
  const hasPipes = [rest.portico, rest.reference].some((trace) =>
    (trace as Trace).some((step) => step.startsWith('pipe ')),
  );
  return hasPipes ? difference : withoutRefusal(rest);
}

/**
 * Both traces without the steps of pipes, if Portico has run no others, each parameter has met its pipes in the same
 * order, and all of them when nothing was refused.
 */
function withoutPipes({ portico, reference }: Difference): Seen {
  const isPipe = (step: string) => step.startsWith('pipe ');
  const [own, other] = [(portico as Trace).filter(isPipe), (reference as Trace).filter(isPipe)];
  const left = [...other];
  const isPart = own.every((step) => left.includes(step) && left.splice(left.indexOf(step), 1));
  const orders = pipesByParameter(other);
  const isInOrder = [...pipesByParameter(own)].every(([parameter, pipes]) =>
    (orders.get(parameter) ?? '').startsWith(pipes),
  );
  const isComplete = left.length === 0 || !reachesHandler(portico, reference);
  if (!isPart || !isInOrder || !isComplete) return { portico, reference };
  const rest = (trace: unknown) => (trace as Trace).filter((step) => !isPipe(step));
  return { portico: rest(portico), reference: rest(reference) };
}

/** The pipes that each parameter meets, in order. Parameters from the same place cannot be told apart. */
function pipesByParameter(steps: Trace): Map<string, string> {
  const pipes = new Map<string, string>();
  for (const step of steps) {
    const parameter = /"type":"\w+","data":"[^"]*"/.exec(step)?.[0] ?? '';
    const known = pipes.get(parameter) ?? '';
    if (!known.includes(labelOf(step))) pipes.set(parameter, `${known}${labelOf(step)};`);
  }
  return pipes;
}

/** Whether the route that was reached, or one that takes the request if no trace shows which, has several parameters. */
function hasSeveralParameters(theCase: HttpCase, difference: Difference): boolean {
  const reached = reachedBy(theCase, stepsOf(difference));
  const routes = reached ? [reached] : routesAt(theCase, difference);
  return routes.some(({ route: { parameters = [] } }) => parameters.length > 1);
}

/** The exceptions with which the pipes of a case refuse. */
const REFUSAL = /(BadRequest|NotAcceptable|UnprocessableEntity)Exception: /;

/** What the pipes of a case refuse with. */
function isStatusOfPipe(status: unknown): boolean {
  return [400, 406, 422].includes(statusOf(status));
}

/** Whether a body, or each of those of pipelined requests, says with what a pipe refused. */
function isRefusal(body: unknown): boolean {
  const statuses = [...text(body).matchAll(/\\?"statusCode\\?":(\d+)/g)].map(([, status]) => status);
  return statuses.length > 0 ? statuses.every(isStatusOfPipe) : REFUSAL.test(text(body));
}

/** Both traces, without the message with which a pipe refused, if one has in both. */
function withoutRefusal({ portico, reference }: Seen): Seen {
  const isRefused = [portico, reference].every((trace) => REFUSAL.test(text(trace)));
  if (reachesHandler(portico, reference) || !isRefused) return { portico, reference };
  const strip = (trace: Trace) =>
    trace.map((step) => step.replace(new RegExp(`${REFUSAL.source}[^"]*`, 'g'), 'refused'));
  return { portico: strip(portico as Trace), reference: strip(reference as Trace) };
}

/** Whether a filter of a request-scoped controller fails, and the reference runs more filters than Portico, or others. */
function isFilteredTwice(theCase: HttpCase, difference: Difference): boolean {
  const { portico, reference } = tracesOf(difference);
  const reached = reachedBy(theCase, [...portico, ...reference]);
  const filters = (trace: Trace) => trace.filter((step) => step.startsWith('filter '));
  const [own, other] = [filters(portico), filters(reference)];
  return (
    (reached === undefined ? hasRequestScope(theCase) : reached.controller.requestScoped === true) &&
    shows(theCase, own.slice(0, 1), 'filters', /^(rethrow|throw)$/) &&
    own[0] !== undefined &&
    labelOf(own[0]) === labelOf(other[0] ?? '') &&
    (own[0] === other[0] || own[0].includes('FrameworkError: ')) &&
    other.length > 1 &&
    text(own) !== text(other)
  );
}

/** Whether a filter rethrows `undefined`, and the last step of both is the filter that gets this, or an error instead. */
function rethrowsUndefined(theCase: HttpCase, portico: Trace, reference: Trace): boolean {
  const [failed = '', last = ''] = portico.slice(-2);
  const got = (exception: string) => `${labelOf(last)} ${exception}`;
  return (
    failed.endsWith(UNDEFINED) &&
    shows(theCase, [failed], 'filters', /^rethrow$/) &&
    last === got(UNDEFINED) &&
    reference.at(-2) === failed &&
    IN_PLACE_OF_UNDEFINED.map(got).includes(reference.at(-1) ?? '')
  );
}

function hasRequestScope({ modules }: HttpCase): boolean {
  return modules.some(({ controllers }) => controllers.some(({ requestScoped }) => requestScoped));
}

function withoutFiltersAfterFirst({ portico, reference }: Difference): Seen {
  const first = (trace: Trace) => {
    const at = trace.findIndex((step) => step.startsWith('filter '));
    return trace.filter((step, index) => index <= at || !step.startsWith('filter '));
  };
  return { portico: first(portico as Trace), reference: first(reference as Trace) };
}

/** Whether a request on Fastify reaches no route, and would reach one if hosts did not count. */
function isOfOtherHost(theCase: HttpCase, difference: Difference): boolean {
  return (
    difference.subject === 'portico-fastify' &&
    !reachesRoute(difference.portico, difference.reference) &&
    routesAt(theCase, difference).length === 0 &&
    routesAt(withoutHosts(theCase), difference).length > 0
  );
}

/** A trace without the filter that gets what another one, or itself, has thrown for a request that reaches no route. */
function withoutFilterAfterFailure(theCase: HttpCase, trace: Trace): Trace {
  const [failed = '', last = ''] = trace.slice(-2);
  const isFailure = /(NotFound|MethodNotAllowed)Exception: /.test(failed) && last.startsWith('filter ');
  return isFailure && shows(theCase, [failed], 'filters', /^(rethrow|throw)$/) ? trace.slice(0, -1) : trace;
}
