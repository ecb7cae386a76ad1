/** `@portico/core/router/route-path-factory.js`: the paths of routes, for modules that document them. */
import { RequestMethod, type VersioningOptions, type VersionValue } from '@portico/common';
import type { ApplicationConfig } from '../container/application-config.js';
import { joinPath } from '../http/paths/join-path.js';
import { PathComposer, versionPrefix } from '../http/paths/path-composer.js';

/** The parts of the path of a route. Each of several controller paths is joined with each of several method paths. */
export interface RoutePathMetadata {
  readonly ctrlPath?: string | readonly string[];
  readonly methodPath?: string | readonly string[];
  readonly globalPrefix?: string;
  readonly modulePath?: string;
  readonly controllerVersion?: VersionValue;
  /** Overrides that of the controller. */
  readonly methodVersion?: VersionValue;
  readonly versioningOptions?: VersioningOptions;
}

/** Composes the paths of a route. */
export class RoutePathFactory {
  /** @param config has the routes without a prefix: `setGlobalPrefix(prefix, { exclude })`. */
  constructor(private readonly config: ApplicationConfig) {}

  /** Returns one path for each combination of controller path, method path and URI version. */
  create(metadata: RoutePathMetadata, requestMethod: RequestMethod = RequestMethod.ALL): string[] {
    const { ctrlPath, methodPath, modulePath } = metadata;
    const composer = new PathComposer({
      getGlobalPrefix: () => metadata.globalPrefix ?? '',
      getGlobalPrefixOptions: () => this.config.getGlobalPrefixOptions(),
      getVersioning: () => metadata.versioningOptions,
    });
    const version = this.getVersion(metadata);
    return asList(ctrlPath).flatMap((controller) => {
      const byMethod = asList(methodPath).map((method) =>
        composer.compose(joinPath(modulePath, controller, method), requestMethod, version),
      );
      return composer.segments(version).flatMap((_, index) => byMethod.flatMap((paths) => paths[index]?.path ?? []));
    });
  }

  /** Returns the version of a route: the method's own, or its controller's. */
  getVersion({ methodVersion, controllerVersion }: RoutePathMetadata): VersionValue | undefined {
    return methodVersion ?? controllerVersion;
  }

  /** Returns the text before the version in a URI. Default: `v`. */
  getVersionPrefix(versioning: VersioningOptions): string {
    return versionPrefix(versioning);
  }
}

function asList(paths: string | readonly string[] | undefined): readonly (string | undefined)[] {
  return typeof paths === 'object' ? paths : [paths];
}
