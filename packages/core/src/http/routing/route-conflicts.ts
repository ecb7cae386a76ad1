import {
  Logger,
  RequestMethod,
  type RouteConflictPolicy,
  type RouteConflictPolicyLevel,
  VERSION_NEUTRAL,
} from '@portico/common';
import { type FrameworkError, frameworkError } from '@portico/common/internal';
import { pathShape, takesRequestsOf } from '../paths/compare-paths.js';
import { nameOfRoute, type ResolvedRoute } from './route-definition.js';

/** `duplicate`: both match the same requests. `shadow`: the first one matches requests of the second one. */
export type ConflictKind = 'duplicate' | 'shadow';

/** Two routes, of which the second is never reached, or not for all of its requests. */
export interface RouteConflict {
  readonly kind: ConflictKind;
  readonly first: ResolvedRoute;
  readonly second: ResolvedRoute;
}

/**
 * Finds conflicting routes.
 *
 * @param orderSensitive whether the platform uses the first matching route; otherwise a more specific route is never
 *   shadowed
 */
export function findRouteConflicts(routes: readonly ResolvedRoute[], orderSensitive: boolean): RouteConflict[] {
  const conflicts: RouteConflict[] = [];
  for (let later = 1; later < routes.length; later++) {
    const second = routes[later]!;
    for (let earlier = 0; earlier < later; earlier++) {
      const first = routes[earlier]!;
      const kind = conflictOf(first, second, orderSensitive);
      if (kind) conflicts.push({ kind, first, second });
    }
  }
  return conflicts;
}

/**
 * Reports conflicts according to the policy.
 *
 * @throws FrameworkError `PORTICO_ROUTE_CONFLICT` if the policy is `error`
 */
export function reportRouteConflicts(
  routes: readonly ResolvedRoute[],
  policy: RouteConflictPolicy | undefined,
  orderSensitive: boolean,
): void {
  const level = (kind: ConflictKind): RouteConflictPolicyLevel => policy?.[kind] ?? 'off';
  if (level('duplicate') === 'off' && level('shadow') === 'off') return;
  const conflicts = findRouteConflicts(routes, orderSensitive).filter(({ kind }) => level(kind) !== 'off');
  const logger = new Logger('RouterExplorer');
  for (const conflict of conflicts) if (level(conflict.kind) === 'warn') logger.warn(conflictError([conflict]).message);
  const fatal = conflicts.filter(({ kind }) => level(kind) === 'error');
  if (fatal.length > 0) throw conflictError(fatal);
}

function conflictError(conflicts: readonly RouteConflict[]): FrameworkError {
  return frameworkError({
    code: 'PORTICO_ROUTE_CONFLICT',
    message: `Routes conflict:\n${conflicts.map((conflict) => `  - ${describe(conflict)}`).join('\n')}`,
    remedy:
      "Change one of the paths, declare the more specific route first (or set routeResolutionStrategy: 'specificity'), or lower the level in routeConflictPolicy.",
  });
}

function conflictOf(first: ResolvedRoute, second: ResolvedRoute, orderSensitive: boolean): ConflictKind | undefined {
  if (!shareMethod(first, second) || !shareHost(first, second) || !shareVersion(first, second)) return undefined;
  if (pathShape(first.path) === pathShape(second.path)) return 'duplicate';
  return orderSensitive && takesRequestsOf(first.path, second.path) ? 'shadow' : undefined;
}

function shareMethod(first: ResolvedRoute, second: ResolvedRoute): boolean {
  return first.method === second.method || first.method === RequestMethod.ALL;
}

function shareHost({ hosts: first }: ResolvedRoute, { hosts: second }: ResolvedRoute): boolean {
  return first.length === 0 || second.some((host) => first.some((other) => String(other) === String(host)));
}

function shareVersion({ version: first }: ResolvedRoute, { version: second }: ResolvedRoute): boolean {
  if (first === undefined || second === undefined) return true;
  const versions = new Set([first].flat());
  return versions.has(VERSION_NEUTRAL) || [second].flat().some((version) => versions.has(version));
}

function describe({ kind, first, second }: RouteConflict): string {
  const route = (one: ResolvedRoute): string => `${nameOfRoute(one)} {${one.path}, ${RequestMethod[one.method]}}`;
  return kind === 'duplicate'
    ? `${route(second)} is never reached: ${route(first)} takes the same requests.`
    : `${route(second)} is shadowed by ${route(first)}, which was declared before it and matches the same requests.`;
}
