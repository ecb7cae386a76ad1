import type { Difference } from '../area.js';
import { platformOf } from '../subjects.js';
import type { HttpCase } from './case.js';
import { routesTaking, type TakingRoute } from './routes-taking.js';
import { methodOf, pathOfTarget, targetOf } from './target.js';

export const text = (value: unknown): string => JSON.stringify(value) ?? '';

/** A status as a number. That of a raw reply is its first line. */
export function statusOf(seen: unknown): number {
  return Number(/^HTTP\/1\.[01] (\d+)/.exec(String(seen))?.[1] ?? seen);
}

/** The request target that a path of a difference is about. */
export function targetAt(theCase: HttpCase, path: string): string {
  const request = theCase.requests[indexOf(path)];
  return request ? targetOf(theCase, request) : '';
}

/** The path of the request that a difference is about. */
export function pathAt(theCase: HttpCase, { path }: Difference): string {
  return pathOfTarget(targetAt(theCase, path));
}

/** Which request of its case a path is about. */
export function indexOf(path: string): number {
  return Number(/^requests\.(\d+)\./.exec(path)?.[1] ?? -1);
}

/** The routes that match the request of a difference, on its platform. */
export function routesAt(theCase: HttpCase, { path, subject }: Difference, method?: '*'): readonly TakingRoute[] {
  const request = theCase.requests[indexOf(path)];
  return request ? routesTaking(theCase, request, platformOf(subject), method) : [];
}

/** Whether the request at this path is for HEAD. */
export function isHead(theCase: HttpCase, path: string): boolean {
  const request = theCase.requests[indexOf(path)];
  return request !== undefined && methodOf(theCase, request) === 'HEAD';
}
