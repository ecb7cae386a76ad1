import { RequestMethod } from '@portico/common';
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
 * Joins routes of one method and path, which differ in version or host, so that no platform has
 * to try one after the other. A route for all methods takes part in the groups of single methods
 * on its path, in the order of declaration; its own group comes after theirs.
 */
export function groupRoutes<T extends DefinedRoute>(routes: readonly T[]): RouteGroup<T>[] {
  const byPath = new Map<string, T[]>();
  for (const route of routes) {
    const shape = pathShape(route.definition.path);
    const known = byPath.get(shape);
    if (known) known.push(route);
    else byPath.set(shape, [route]);
  }
  // A path may get a further method long after its first: the group stands where its first route was declared.
  const declared = new Map(routes.map((route, index) => [route, index]));
  const position = (group: RouteGroup<T>): number => declared.get(group.routes[0] as T) as number;
  return [...byPath.values()].flatMap((members) => groupByMethod(members)).sort((a, b) => position(a) - position(b));
}

/** The path without the names of its parameters: `/cats/:id` and `/cats/:name` are one. */
export function pathShape(path: string): string {
  return path.replace(/([:*])(?:"[^"]*"|[\w$]+)/g, '$1');
}

function groupByMethod<T extends DefinedRoute>(routes: readonly T[]): RouteGroup<T>[] {
  const methods = [...new Set(routes.map(({ definition }) => definition.method))].sort(allLast);
  return methods.map((method) => {
    const members = routes.filter(
      ({ definition }) => definition.method === method || definition.method === RequestMethod.ALL,
    );
    const first = members.find(({ definition }) => definition.method === method) as T;
    return { method, path: first.definition.path, routes: members };
  });
}

function allLast(a: RequestMethod, b: RequestMethod): number {
  return Number(a === RequestMethod.ALL) - Number(b === RequestMethod.ALL);
}
