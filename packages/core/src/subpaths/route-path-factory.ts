/** `@portico/core/router/route-path-factory.js`: the paths of routes, for modules that document them. */
import { RequestMethod, type VersioningOptions, VersioningType, type VersionValue } from '@portico/common';
import type { ApplicationConfig } from '../application/application-config.js';
import { joinPath } from '../http/routing/join-path.js';
import { PrefixExclusions } from '../http/routing/prefix-exclusions.js';
import { uriVersions } from '../http/routing/route-paths.js';

/** The parts of the path of a route. Each of several controller paths is joined with each of several method paths. */
export interface RoutePathMetadata {
  readonly ctrlPath?: string | readonly string[];
  readonly methodPath?: string | readonly string[];
  readonly globalPrefix?: string;
  readonly modulePath?: string;
  readonly controllerVersion?: VersionValue;
  /** Goes before the controller's. */
  readonly methodVersion?: VersionValue;
  readonly versioningOptions?: VersioningOptions;
}

/** Puts together the paths under which a route is served. */
export class RoutePathFactory {
  private readonly exclusions: PrefixExclusions;

  /** @param config says which routes have no prefix: `setGlobalPrefix(prefix, { exclude })`. */
  constructor(config: ApplicationConfig) {
    this.exclusions = new PrefixExclusions(config.getGlobalPrefixOptions());
  }

  /** One path for each combination of controller path, method path and URI version. */
  create(metadata: RoutePathMetadata, requestMethod: RequestMethod = RequestMethod.ALL): string[] {
    const { ctrlPath, methodPath, modulePath, versioningOptions } = metadata;
    const versions = uriVersions({ getVersioning: () => versioningOptions }, this.getVersion(metadata));
    return asList(ctrlPath).flatMap((controller) =>
      versions.flatMap((version) =>
        asList(methodPath).map((method) => {
          const own = joinPath(modulePath, controller, method);
          const prefix = this.exclusions.excludes(own, requestMethod) ? undefined : metadata.globalPrefix;
          return joinPath(prefix, version, own);
        }),
      ),
    );
  }

  /** The version of a route: the method's own, or its controller's. */
  getVersion({ methodVersion, controllerVersion }: RoutePathMetadata): VersionValue | undefined {
    return methodVersion ?? controllerVersion;
  }

  /** What stands before the version in a URI: `v` unless the application says otherwise. */
  getVersionPrefix(versioning: VersioningOptions): string {
    if (versioning.type !== VersioningType.URI || versioning.prefix === false) return '';
    return versioning.prefix ?? 'v';
  }
}

function asList(paths: string | readonly string[] | undefined): readonly (string | undefined)[] {
  return typeof paths === 'object' ? paths : [paths];
}
