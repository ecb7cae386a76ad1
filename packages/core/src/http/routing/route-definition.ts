import type { NestApplicationOptions, RequestMethod, Type, VersionValue } from '@portico/common';
import type { ProviderRecord } from '../../container/provider-record.js';
import type { ComposedPath } from '../paths/path-composer.js';

/**
 * A method of a controller that is a route, as its decorators and the configuration say. Its paths are in the syntax of
 * path-to-regexp 8.
 */
export interface RouteDefinition extends ComposedPath {
  readonly controller: ProviderRecord<object>;
  readonly type: Type<object>;
  readonly methodName: string;
  readonly method: RequestMethod;
  /** Where the controller stands, for the log. */
  readonly controllerPath: string;
  /** Only for header, media-type and custom versioning; a URI version stands in the path. */
  readonly version: VersionValue | undefined;
  /** What the log tells of the version, whichever way it is found. */
  readonly declaredVersion: VersionValue | undefined;
  readonly hosts: readonly (string | RegExp)[];
}

/** For messages: `CatsController.find()`. */
export function nameOfRoute(route: Pick<RouteDefinition, 'type' | 'methodName'>): string {
  return `${route.type.name}.${route.methodName}()`;
}

/** A route with its complete path, prefix and version. */
export type ResolvedRoute = Omit<RouteDefinition, 'controller'>;

/** The method that answers a route. */
export type ResolvedRouteHandler = Pick<RouteDefinition, 'type' | 'methodName'>;

/** The options of an application that decide on the order of routes and on conflicts between them. */
export type RouteResolutionOptions = Pick<NestApplicationOptions, 'routeConflictPolicy' | 'routeResolutionStrategy'>;
