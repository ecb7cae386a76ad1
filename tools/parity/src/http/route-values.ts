import type { Kit } from '../kit.js';
import type { RouteRef, Version } from './case.js';

/** A version of a case as the framework takes it. */
export function versionOf({ common }: Kit, version: Version): any {
  const one = (name: string) => (name === 'neutral' ? common.VERSION_NEUTRAL : name);
  return typeof version === 'string' ? one(version) : version.map(one);
}

/** A route of `forRoutes()` and `exclude()` as the framework takes it. */
export function routeInfoOf(kit: Kit, route: RouteRef): any {
  if (typeof route === 'string') return route;
  const { path, method, version } = route;
  return {
    path,
    method: kit.common.RequestMethod[method],
    ...(version === undefined ? {} : { version: versionOf(kit, version) }),
  };
}
