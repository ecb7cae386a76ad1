import type { RouteMatchingOptions } from '@portico/core/adapters';
import type { FastifyRequest } from 'fastify';
import { paramsOf, patternFor, type RegisteredRoute } from './empty-parameters.js';
import { comparedPath } from './request-target.js';

/** The route that calls `next()`. */
type From = Pick<RegisteredRoute, 'method' | 'path'>;

/**
 * Fastify finds the most specific route for a path and does not try the next one. If that route does not handle a
 * request, because it is for another version or host, or because its handler calls `next()`, the next less specific one
 * may: if `/cats/me` has version 2, `/cats/:id` of version 1 handles `/cats/me`. So may a later route for the same path
 * that is written differently, such as `/cats{/:id}` and `/cats`: the router only has the first one.
 */
export class NextRoutes {
  private readonly byMethod = new Map<string, RegisteredRoute[]>();
  private isSorted = true;
  /** How the router compares paths. */
  matching: RouteMatchingOptions = { caseSensitive: true, ignoreTrailingSlash: false };

  add(route: RegisteredRoute): void {
    const known = this.byMethod.get(route.method);
    if (known) known.push(route);
    else this.byMethod.set(route.method, [route]);
    this.isSorted = false;
  }

  /** Runs the next route that matches the path of the request. Returns false if there is none. */
  run(after: From, request: FastifyRequest, start: (route: RegisteredRoute) => void): boolean {
    const { caseSensitive } = this.matching;
    const path = comparedPath(request, this.matching);
    const routes = this.routesOf(request.method, after.method);
    let from = routes.length - 1;
    while (from >= 0 && routes[from]!.path !== after.path) from -= 1;
    const next = routes.find(
      (route, index) =>
        isLater(after, route, from >= 0 && index > from) && patternFor(route.path.pattern, caseSensitive).test(path),
    );
    if (!next) return false;
    request.params = paramsOf(next.path, path, caseSensitive);
    start(next);
    return true;
  }

  private routesOf(method: string, reached: string): readonly RegisteredRoute[] {
    if (!this.isSorted) for (const routes of this.byMethod.values()) routes.sort(bySpecificity);
    this.isSorted = true;
    if (method !== 'HEAD') return this.byMethod.get(method) ?? [];
    const forGet = this.byMethod.get('GET') ?? [];
    return reached === 'HEAD' ? [...(this.byMethod.get('HEAD') ?? []), ...forGet] : forGet;
  }
}

/**
 * A route for GET handles HEAD after all routes for HEAD, including those of its own path.
 *
 * @param isBehind whether it is behind the other route in their list
 */
function isLater(after: From, route: RegisteredRoute, isBehind: boolean): boolean {
  const order = compareSpecificity(after.path.url, route.path.url);
  return order < 0 || (order === 0 && (isBehind || (after.method === 'HEAD' && route.method === 'GET')));
}

function bySpecificity(a: RegisteredRoute, b: RegisteredRoute): number {
  return compareSpecificity(a.path.url, b.path.url);
}

/** Compares two routes as Fastify's router chooses: text before a parameter before a wildcard, segment by segment. */
function compareSpecificity(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let index = 1; index < Math.max(left.length, right.length); index++) {
    const difference = vagueness(left[index]) - vagueness(right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function vagueness(segment: string | undefined): number {
  if (segment?.includes('*')) return 2;
  return segment?.replaceAll('::', '').includes(':') ? 1 : 0;
}
