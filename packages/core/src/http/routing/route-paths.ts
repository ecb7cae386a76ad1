import { type RequestMethod, VERSION_NEUTRAL, VersioningType, type VersionValue } from '@portico/common';
import type { ApplicationConfig } from '../../application/application-config.js';
import { joinPath } from './join-path.js';
import type { PrefixExclusions } from './prefix-exclusions.js';

export interface PathParts {
  readonly module: string | undefined;
  readonly controller: string;
  readonly method: string;
}

/** The paths under which one route is served: one for each URI version. */
export function composePaths(
  config: ApplicationConfig,
  exclusions: PrefixExclusions,
  parts: PathParts,
  requestMethod: RequestMethod,
  version: VersionValue | undefined,
): { readonly path: string; readonly ownPath: string }[] {
  const ownPath = joinPath(parts.module, parts.controller, parts.method);
  const prefix = exclusions.excludes(ownPath, requestMethod) ? '' : config.getGlobalPrefix();
  return uriVersions(config, version).map((segment) => ({ path: joinPath(prefix, segment, ownPath), ownPath }));
}

/** The segments that URI versioning puts into the path; `undefined` stands for none. */
export function uriVersions(
  config: Pick<ApplicationConfig, 'getVersioning'>,
  version: VersionValue | undefined,
): (string | undefined)[] {
  const versioning = config.getVersioning();
  if (versioning?.type !== VersioningType.URI || version === undefined) return [undefined];
  const prefix = versioning.prefix === false ? '' : (versioning.prefix ?? 'v');
  const versions = Array.isArray(version) ? version : [version];
  return versions.map((one) => (one === VERSION_NEUTRAL ? undefined : `${prefix}${one as string}`));
}
