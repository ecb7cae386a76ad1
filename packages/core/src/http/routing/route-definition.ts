import type { NestApplicationOptions, RequestMethod, Type, VersionValue } from '@portico/common';
import type { ProviderRecord } from '../../container/provider-record.js';
import type { ComposedPath } from '../paths/path-composer.js';

/**
 * A controller method that is a route, with the settings of its decorators and of the application. Its paths are in the
 * syntax of path-to-regexp 8.
 */
export interface RouteDefinition extends ComposedPath {
  readonly controller: ProviderRecord<object>;
  readonly type: Type<object>;
  readonly methodName: string;
  readonly method: RequestMethod;
  /** The path of the controller, for the log. */
  readonly controllerPath: string;
  /** Only for header, media-type and custom versioning; a URI version is part of the path. */
  readonly version: VersionValue | undefined;
  /** The version as shown in the log, for every kind of versioning. */
  readonly declaredVersion: VersionValue | undefined;
  readonly hosts: readonly (string | RegExp)[];
}

/** Returns the name of a route for messages: `CatsController.find()`. */
export function nameOfRoute(route: Pick<RouteDefinition, 'type' | 'methodName'>): string {
  return `${route.type.name}.${route.methodName}()`;
}

/** A route with its complete path, prefix and version. */
export type ResolvedRoute = Omit<RouteDefinition, 'controller'>;

/** The method that handles a route. */
export type ResolvedRouteHandler = Pick<RouteDefinition, 'type' | 'methodName'>;

/** The options of an application that decide on the order of routes and on conflicts between them. */
export type RouteResolutionOptions = Pick<NestApplicationOptions, 'routeConflictPolicy' | 'routeResolutionStrategy'>;
