import type { Difference } from '../../area.js';
import type { Seen } from '../../explained-difference.js';
import type { HttpCase, MiddlewareCase } from '../case.js';
import { labelOf, middlewareAt, reachesRoute, type Trace, withoutParameters } from '../traces.js';

/** What the middleware of a case can reply with. */
const MIDDLEWARE_STATUSES: readonly number[] = [299, 401, 409, 410, 500];

/** Whether what was seen at this path is the reply of a middleware. The status of a raw reply is its first line. */
export function isReplyOfMiddleware(path: string, seen: unknown): boolean {
  if (typeof seen === 'number') return path.endsWith('.status') && MIDDLEWARE_STATUSES.includes(seen);
  const status = /^HTTP\/1\.1 (\d+)/.exec(typeof seen === 'string' ? seen : '')?.[1];
  return path.endsWith('.status') && MIDDLEWARE_STATUSES.includes(Number(status));
}

/** Whether Portico ran all that the reference ran but middleware that is not for the controller that was reached. */
export function isWithoutForeignMiddleware(theCase: HttpCase, portico: unknown, reference: unknown): boolean {
  const own = [...(portico as string[])];
  const reached = /^handler (Module\d+C\d+)/.exec(own.find((step) => step.startsWith('handler ')) ?? '')?.[1];
  for (const step of reference as string[]) {
    const index = own.findIndex((mine) => withoutParameters([mine]) === withoutParameters([step]));
    if (index >= 0) {
      own.splice(index, 1);
      continue;
    }
    const name = /^middleware Module(\d+)\.(\d+) /.exec(step);
    if (!name) return false;
    const module = theCase.modules[Number(name[1])]!;
    const isForReached = module.middleware![Number(name[2])]!.forRoutes.some(
      (route) => typeof route === 'number' && `Module${name[1]}C${route % module.controllers.length}` === reached,
    );
    if (isForReached) return false;
  }
  return own.length === 0;
}

/** Both traces without middleware, unless Portico has run one twice; and without filters, if a middleware has failed. */
export function withoutMiddleware(theCase: HttpCase, { portico, reference }: Difference): Seen {
  const labels = (portico as Trace).map(labelOf).filter((label) => label.startsWith('middleware '));
  if (new Set(labels).size < labels.length) return { portico, reference };
  const all = [...(portico as Trace), ...(reference as Trace)];
  const hasFailed = all.some((step) => /^(throw|throwHttp|reject|nextError)$/.test(behaviourAt(theCase, step)));
  const without = (trace: unknown) =>
    (trace as Trace).filter((step) => !(hasFailed ? /^(middleware|filter) / : /^middleware /).test(step));
  return { portico: without(portico), reference: without(reference) };
}

function behaviourAt(theCase: HttpCase, step: string): string {
  return middlewareAt(theCase, step)?.behaviour ?? '';
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
export function withoutMore({ portico, reference }: Difference, isMeant: (step: string) => boolean): Seen {
  const own = portico as Trace;
  const others = new Set((reference as Trace).map(labelOf));
  const route = own.findIndex((step) => reachesRoute([step]));
  const isFirst = (step: string, index: number) =>
    own.findIndex((each) => labelOf(each) === labelOf(step)) === index && (route < 0 || index < route);
  const kept = own.filter((step, index) => others.has(labelOf(step)) || !isMeant(step) || !isFirst(step, index));
  return { portico: kept, reference };
}

/** Both traces, that of the reference without certain middleware that Portico has not run at all. */
export function withoutLess({ portico, reference }: Difference, isMeant: (step: string) => boolean): Seen {
  const swapped = { portico: reference, reference: portico } as Difference;
  const { portico: less, reference: own } = withoutMore(swapped, isMeant);
  return { portico: own, reference: less };
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
  const [, module] = /^middleware Module(\d+)\./.exec(step) ?? [];
  return (middlewareAt(theCase, step)?.forRoutes ?? []).flatMap((route) => {
    if (typeof route !== 'number') return [typeof route === 'string' ? route : route.path];
    const { controllers } = theCase.modules[Number(module)]!;
    const { path, routes } = controllers[route % controllers.length]!;
    return [path]
      .flat()
      .flatMap((start) => routes.flatMap((each) => [each.path].flat().map((end) => `${start}/${end}`)));
  });
}

/** Whether Portico went no further than to a middleware at which the traces part, filters apart. */
export function endsInMiddleware(portico: unknown, reference: unknown): boolean {
  const [own, other] = [portico as Trace, reference as Trace];
  const end = own.findIndex((step, index) => withoutParameters([step]) !== withoutParameters([other[index] ?? '']));
  return end >= 0 && own.slice(end + 1).every((step) => step.startsWith('filter '));
}

/** Whether one side of a difference shows that a middleware has not passed the request on: its trace or its status. */
export function stopsInMiddleware(path: string, stopped: unknown, other: unknown): boolean {
  return path.endsWith('.trace') ? endsInMiddleware(stopped, other) : isReplyOfMiddleware(path, stopped);
}

/** Whether a step is a middleware that passes the request on. */
export function isPassing(theCase: HttpCase, step: string | undefined): boolean {
  return middlewareAt(theCase, step)?.behaviour === 'pass';
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
