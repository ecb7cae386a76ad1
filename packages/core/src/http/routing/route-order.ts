import type { RouteResolutionStrategy } from '@portico/common';
import type { RouteDefinition } from './route-definition.js';

/** The order in which routes reach the platform: as declared, or the more specific path first. */
export function orderRoutes(
  routes: readonly RouteDefinition[],
  strategy: RouteResolutionStrategy | undefined,
): readonly RouteDefinition[] {
  if (strategy !== 'specificity') return routes;
  return [...routes].sort((a, b) => compareSpecificity(a.path, b.path));
}

/** Negative when `a` is more specific: fixed text before a parameter, a parameter before a wildcard, segment by segment. */
export function compareSpecificity(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let index = 1; index < Math.max(left.length, right.length); index++) {
    const difference = vagueness(left[index]) - vagueness(right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function vagueness(segment: string | undefined): number {
  if (segment === undefined) return 0;
  if (/[*{]/.test(segment)) return 3;
  return segment.includes(':') ? 2 : 1;
}
