import type { HttpCase, MiddlewareCase } from '../case.js';
import { text } from '../requests.js';
import { withoutParameters } from '../traces.js';

/** A trace in which each middleware stands once. */
export function distinctMiddleware(trace: unknown): string[] {
  const label = (step: string) => step.split(' {', 1)[0];
  const steps = trace as string[];
  return steps.filter(
    (step, index) =>
      !step.startsWith('middleware ') || steps.findIndex((earlier) => label(earlier) === label(step)) === index,
  );
}

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

export function withoutMiddleware(trace: unknown): string {
  return text((trace as string[]).filter((step) => !/^(middleware|use|filter)/.test(step)));
}

/** Whether Portico has run middleware beyond that of the reference, and nothing else differs. */
export function hasMoreMiddleware(portico: unknown, reference: unknown): boolean {
  const more = [...(portico as string[])];
  for (const step of reference as string[]) {
    const index = more.indexOf(step);
    if (index < 0) return false;
    more.splice(index, 1);
  }
  return more.length > 0 && more.every((step) => step.startsWith('middleware '));
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
    if (typeof route === 'number') return true;
    if (typeof route !== 'string' && route.method !== 'ALL') return false;
    const named = segments((typeof route === 'string' ? route : route.path).replace(/\{.*/, ''));
    const isAt = (start: number) =>
      named.every((segment, index) => /^[:*]/.test(segment) || segment.toLowerCase() === asked[start + index]);
    return asked.some((_, start) => start + named.length < asked.length && isAt(start));
  });
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
