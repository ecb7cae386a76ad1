/** What happens if routes conflict: nothing, a warning, or an error at start-up. */
export type RouteConflictPolicyLevel = 'off' | 'warn' | 'error';

/** The checks of routes at start-up. */
export interface RouteConflictPolicy {
  /** Two routes with the same method, path, host and version. Default: `'off'`. */
  duplicate?: RouteConflictPolicyLevel;
  /** Two routes that can match the same request, such as `/users/me` and `/users/:id`. Default: `'off'`. */
  shadow?: RouteConflictPolicyLevel;
}

/** The order in which routes reach the platform: as declared, or the most specific first. */
export type RouteResolutionStrategy = 'declaration' | 'specificity';
