import type { Difference } from '../../area.js';
import type { ExplainedDifference, Seen } from '../../explained-difference.js';
import type { HttpCase, MiddlewareBehaviour, MiddlewareCase } from '../case.js';
import { statusOf } from '../requests.js';
import {
  behaviourAt,
  isTrace,
  labelOf,
  middlewareAt,
  moduleAt,
  reachesRoute,
  stopIn,
  type Trace,
  tracesOf,
  withoutParameters,
} from '../traces.js';

/** What middleware of each kind replies with, if no filter handles its failure. */
const STATUSES: Readonly<Record<MiddlewareBehaviour, number | undefined>> = {
  pass: undefined,
  answer: 299,
  throw: 500,
  throwHttp: 401,
  reject: 409,
  nextError: 410,
};

/** With which the filters of a case reply, or fail. */
export const FILTER_STATUSES: readonly number[] = [499, 500];

/**
 * The middleware at which a request has ended on one side of a difference, and that has not run on the other side: it has
 * replied, or failed. For a difference of traces, the steps before it are the same on both sides; for one of statuses,
 * its side has the status of this reply or failure. `undefined` for other differences.
 */
export function stopOf(theCase: HttpCase, difference: Difference, side: 'portico' | 'reference'): string | undefined {
  const { path, portico, reference } = difference;
  // Other explanations may have taken a part of the traces away.
  const traces = isTrace(difference)
    ? { portico: portico as Trace, reference: reference as Trace }
    : tracesOf(difference);
  const [own, other] = side === 'portico' ? [traces.portico, traces.reference] : [traces.reference, traces.portico];
  const step = stopIn(theCase, own);
  if (step === undefined || other.some((each) => labelOf(each) === labelOf(step))) return undefined;
  const at = own.lastIndexOf(step);
  if (isTrace(difference))
    return withoutParameters(own.slice(0, at)) === withoutParameters(other.slice(0, at)) ? step : undefined;
  const isFiltered = at < own.length - 1;
  const statuses = [STATUSES[behaviourAt(theCase, step)!], ...(isFiltered ? FILTER_STATUSES : [])];
  return path.endsWith('.status') && statuses.includes(statusOf(difference[side])) ? step : undefined;
}

/** Both traces without middleware that passes the request on, unless Portico has run one twice or in another order. */
export function withoutPassing(theCase: HttpCase, { portico, reference }: Difference): Seen {
  const labels = (portico as Trace).map(labelOf).filter((label) => label.startsWith('middleware '));
  if (labels.some((label, index) => index > 0 && label <= labels[index - 1]!)) return { portico, reference };
  const without = (trace: unknown) => (trace as Trace).filter((step) => !isPassing(theCase, step));
  return { portico: without(portico), reference: without(reference) };
}

/** Both traces, that of the reference without the middleware that has run before and that Portico has run once. */
export function withoutRepetitions({ portico, reference }: Difference): Seen {
  const count = (trace: unknown, label: string) => (trace as Trace).filter((step) => labelOf(step) === label).length;
  const seen = new Set<string>();
  const once = (reference as Trace).filter((step) => {
    const label = labelOf(step);
    const isRepeated = label.startsWith('middleware ') && seen.has(label) && count(portico, label) === 1;
    seen.add(label);
    return !isRepeated;
  });
  return { portico, reference: once };
}

/**
 * Both traces, that of Portico without certain middleware that the reference has not run at all, if Portico has run it
 * once, before anything of the route.
 */
function withoutMore({ portico, reference }: Difference, isMeant: (step: string) => boolean): Seen {
  const own = portico as Trace;
  const isFirst = (step: string, index: number) => own.findIndex((each) => labelOf(each) === labelOf(step)) === index;
  const kept = withoutUnshared(own, reference as Trace, (step, index) => isMeant(step) && isFirst(step, index));
  return { portico: kept, reference };
}

/**
 * Both traces, that of the reference without certain middleware that Portico has not run at all. The reference may have run
 * it twice, for two paths that match.
 */
function withoutLess({ portico, reference }: Difference, isMeant: (step: string) => boolean): Seen {
  return { portico, reference: withoutUnshared(reference as Trace, portico as Trace, isMeant) };
}

/** A trace without certain steps before the route that another trace does not have. */
function withoutUnshared(
  trace: Trace,
  other: Trace,
  isMeant: (step: string, index: number) => boolean,
): readonly string[] {
  const labels = new Set(other.map(labelOf));
  const route = trace.findIndex((step) => reachesRoute([step]));
  const isBeforeRoute = (index: number) => route < 0 || index < route;
  return trace.filter((step, index) => labels.has(labelOf(step)) || !isBeforeRoute(index) || !isMeant(step, index));
}

/** Whether a step is middleware for a path that ends in an optional wildcard. */
export function isForOptionalEnd(theCase: HttpCase, step: string): boolean {
  return pathsAt(theCase, step).some((path) => /\{\/?\*\w+\}$/.test(path));
}

/** Whether a step is middleware for a wildcard that asks for a segment. */
export function isForSegments(theCase: HttpCase, step: string): boolean {
  return pathsAt(theCase, step).some((path) => /^\/?\*\w+$/.test(path));
}

/** The paths of the middleware that a step shows, without prefix. */
export function pathsAt(theCase: HttpCase, step: string): string[] {
  return (middlewareAt(theCase, step)?.forRoutes ?? []).flatMap((route) => {
    if (typeof route !== 'number') return [typeof route === 'string' ? route : route.path];
    const { controllers } = moduleAt(theCase, step)!;
    const { path, routes } = controllers[route % controllers.length]!;
    return [path]
      .flat()
      .flatMap((start) => routes.flatMap((each) => [each.path].flat().map((end) => `${start}/${end}`)));
  });
}

/** Whether a step is a middleware that passes the request on. */
function isPassing(theCase: HttpCase, step: string): boolean {
  return behaviourAt(theCase, step) === 'pass';
}

/**
 * What an explanation of middleware recognizes that has run on one side only: the steps of middleware that has passed the
 * request on, and the end of the request at one that has not.
 */
export function runsOnlyOn(
  side: 'portico' | 'reference',
  isMeant: (theCase: HttpCase, difference: Difference, step: string) => boolean,
): Required<Pick<ExplainedDifference<HttpCase>, 'matches' | 'without'>> {
  const removed = side === 'portico' ? withoutMore : withoutLess;
  return {
    matches: (theCase, difference) => {
      const stop = stopOf(theCase, difference, side);
      return stop !== undefined && isMeant(theCase, difference, stop);
    },
    without: (theCase, difference) =>
      isTrace(difference)
        ? removed(difference, (step) => isPassing(theCase, step) && isMeant(theCase, difference, step))
        : difference,
  };
}

/** Whether a middleware is for all methods of a path that a request target lies below. */
export function isForAllBelow({ forRoutes }: MiddlewareCase, target: string): boolean {
  const segments = (path: string) =>
    path
      .replace(/[?#].*/, '')
      .split('/')
      .filter(Boolean);
  const asked = segments(target.replace(/^https?:\/\/[^/]*/, '').toLowerCase()).map(decoded);
  return forRoutes.some((route) => {
    // Middleware of a controller runs for its routes, not for what lies below them.
    if (typeof route === 'number') return false;
    if (typeof route !== 'string' && route.method !== 'ALL') return false;
    const named = segments((typeof route === 'string' ? route : route.path).replace(/\{.*/, ''));
    const isAt = (start: number) =>
      named.every((segment, index) => /^[:*]/.test(segment) || segment.toLowerCase() === asked[start + index]);
    return asked.some((_, start) => start + named.length < asked.length && isAt(start));
  });
}

/** A segment of a path as it is meant; as it is, if it cannot be decoded. */
export function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
