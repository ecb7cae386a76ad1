import type { RouteResolutionStrategy } from '@portico/common';
import { compareSpecificity } from '../paths/compare-paths.js';
import type { RouteDefinition } from './route-definition.js';

/** Returns the order in which routes are registered: as declared, or the more specific path first. */
export function orderRoutes(
  routes: readonly RouteDefinition[],
  strategy: RouteResolutionStrategy | undefined,
): readonly RouteDefinition[] {
  if (strategy !== 'specificity') return routes;
  return [...routes].sort((a, b) => compareSpecificity(a.path, b.path));
}
