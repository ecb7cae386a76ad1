import { RequestMethod } from '@portico/common';
import { pathShape } from '../paths/compare-paths.js';
import { pathsOverlap } from '../paths/paths-overlap.js';
import type { Endpoint } from './compile-endpoint.js';
import type { RouteDefinition } from './route-definition.js';

export interface DefinedRoute {
  readonly definition: RouteDefinition;
}

export interface CompiledRoute extends DefinedRoute {
  readonly endpoint: Endpoint;
}

/** All routes of one method whose paths match the same requests: registered as one. */
export interface RouteGroup<T extends DefinedRoute = CompiledRoute> {
  readonly method: RequestMethod;
  readonly path: string;
  readonly routes: T[];
}

/**
 * Combines routes with the same method and path, which differ in version or host, so that no platform has to try one
 * after the other. A route for all methods is part of the groups of single methods on its path, in the order of
 * declaration; its own group follows them.
 *
 * @param orderSensitive whether the platform uses the first matching route: in that case, a group ends where a route
 *   with another path, declared in between, can match the same requests
 */
export function groupRoutes<T extends DefinedRoute>(routes: readonly T[], orderSensitive: boolean): RouteGroup<T>[] {
  const byPath = new Map<string, T[]>();
  for (const route of routes) {
    const shape = pathShape(route.definition.path);
    const known = byPath.get(shape);
    if (known) known.push(route);
    else byPath.set(shape, [route]);
  }
  // A path may get another method much later: the position of a group is that of its first route.
  const declared = new Map(routes.map((route, index) => [route, index]));
  const position = (route: T): number => declared.get(route)!;
  const split = (group: RouteGroup<T>): RouteGroup<T>[] =>
    orderSensitive ? splitAtOverlaps(group, (from, to) => routes.slice(position(from) + 1, position(to))) : [group];
  return [...byPath.values()]
    .flatMap((members) => groupByMethod(members).flatMap(split))
    .sort((a, b) => position(a.routes[0]!) - position(b.routes[0]!));
}

function groupByMethod<T extends DefinedRoute>(routes: readonly T[]): RouteGroup<T>[] {
  const methods = [...new Set(routes.map(({ definition }) => definition.method))].sort(allLast);
  return methods.map((method) => {
    const members = routes.filter(
      ({ definition }) => definition.method === method || definition.method === RequestMethod.ALL,
    );
    const first = members.find(({ definition }) => definition.method === method)!;
    return { method, path: first.definition.path, routes: members };
  });
}

/** Returns one group for each sequence of routes that no other route with the same requests interrupts. */
function splitAtOverlaps<T extends DefinedRoute>(
  { method, routes }: RouteGroup<T>,
  between: (from: T, to: T) => readonly T[],
): RouteGroup<T>[] {
  const runs: T[][] = [];
  let run: T[] = [];
  for (const [index, route] of routes.entries()) {
    const { path } = route.definition;
    const shape = pathShape(path);
    const intervenes = ({ definition }: T): boolean =>
      meetsMethod(definition.method, method) &&
      pathsOverlap(definition.path, path) &&
      pathShape(definition.path) !== shape;
    const before = routes[index - 1];
    if (!before || between(before, route).some(intervenes)) {
      run = [];
      runs.push(run);
    }
    run.push(route);
  }
  // Routes for all methods without others on their path have their own group.
  const isOwn = ({ definition }: T): boolean => definition.method === method;
  return runs.flatMap((members) => {
    const first = members.find(isOwn);
    return first ? [{ method, path: first.definition.path, routes: members }] : [];
  });
}

/** Returns whether one request can match both methods; GET also handles HEAD. */
function meetsMethod(a: RequestMethod, b: RequestMethod): boolean {
  const isHead = a === RequestMethod.GET && b === RequestMethod.HEAD;
  return a === b || a === RequestMethod.ALL || b === RequestMethod.ALL || isHead;
}

function allLast(a: RequestMethod, b: RequestMethod): number {
  return Number(a === RequestMethod.ALL) - Number(b === RequestMethod.ALL);
}
