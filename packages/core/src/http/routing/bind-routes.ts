import { Logger, type NestApplicationOptions, RequestMethod, VERSION_NEUTRAL } from '@portico/common';
import { guardRoute } from '../middleware/guard-route.js';
import type { MiddlewareChain } from '../middleware/middleware-chain.js';
import type { RouteHandler } from '../route-registration.js';
import { runObserver } from '../run-observer.js';
import { compileEndpoint, type Endpoint, type HttpEnvironment } from './compile-endpoint.js';
import { compileChoice, compileDispatch } from './dispatch.js';
import { interceptorClasses } from './interceptor-classes.js';
import { reportForeignOptions } from './platform-options.js';
import { registerRoute } from './register-route.js';
import { reportRouteConflicts } from './route-conflicts.js';
import type { RouteDefinition } from './route-definition.js';
import { groupRoutes } from './route-group.js';
import { joinNeeds } from './route-needs.js';

/**
 * Compiles all routes and registers them with the platform.
 *
 * @param routes in the order in which they are registered
 */
export function bindRoutes(
  env: HttpEnvironment,
  routes: readonly RouteDefinition[],
  middleware: MiddlewareChain,
  options: NestApplicationOptions,
): void {
  const orderSensitive = env.adapter.isRouteOrderSensitive();
  reportRouteConflicts(routes, options.routeConflictPolicy, orderSensitive);
  reportForeignOptions(env.adapter, routes);
  const compile = onceForEachPath(env);
  const compiled = routes.map((definition) => ({ definition, endpoint: compile(definition) }));
  const groups = groupRoutes(compiled, orderSensitive);
  const versioning = env.config.getVersioning();
  const guard = (route: RouteDefinition, handler: RouteHandler): RouteHandler =>
    guardRoute(env.adapter, middleware, route, handler);
  for (const group of groups) {
    const first = group.routes[0];
    if (!first) continue;
    const handler = compileDispatch(env.adapter, group, versioning, guard);
    const choose = compileChoice(env.adapter, group, versioning);
    registerRoute(env.adapter, {
      method: group.method,
      path: env.adapter.normalizePath(group.path),
      handler: announced(env, group.method, group.path, handler),
      needs: middleware.isEmpty ? joinNeeds(group.routes.map(({ endpoint }) => endpoint.needs)) : ALL_NEEDS,
      callback: first.endpoint.callback,
      controller: first.definition.type,
      callbacks: group.routes.map(({ endpoint }) => endpoint.callback),
      ...(choose && { choose }),
      interceptors: () => group.routes.flatMap(({ definition }) => interceptorClasses(env, definition)),
    });
  }
}

const ALL_NEEDS = { body: true, query: true, params: true };

/** A method with several hosts or versions is compiled once for each path. */
function onceForEachPath(env: HttpEnvironment): (definition: RouteDefinition) => Endpoint {
  const compiled = new Map<object, Map<string, Endpoint>>();
  return (definition) => {
    let ofController = compiled.get(definition.controller);
    if (!ofController) {
      ofController = new Map();
      compiled.set(definition.controller, ofController);
    }
    const key = `${definition.methodName} ${definition.path}`;
    let endpoint = ofController.get(key);
    if (!endpoint) {
      endpoint = compileEndpoint(env, definition);
      ofController.set(key, endpoint);
    }
    return endpoint;
  };
}

function announced(
  { adapter }: HttpEnvironment,
  method: RequestMethod,
  path: string,
  handler: Endpoint['handler'],
): Endpoint['handler'] {
  const announce = adapter.getOnRouteTriggered();
  if (!announce) return handler;
  return (request, response, next) => {
    runObserver(() => announce(method, path));
    return handler(request, response, next);
  };
}

/** Logs the routes of an application, in the order of declaration. */
export function logRoutes(routes: readonly RouteDefinition[]): void {
  if (!Logger.isLevelEnabled('log')) return;
  const resolver = new Logger('RoutesResolver');
  const explorer = new Logger('RouterExplorer');
  let controller: RouteDefinition['controller'] | undefined;
  const logged = new Set<string>();
  for (const route of routes) {
    if (route.controller !== controller) {
      controller = route.controller;
      resolver.log(`${route.type.name} {${route.controllerPath}}${versionText(route)}:`);
    }
    const line = `Mapped {${route.path}, ${RequestMethod[route.method]}}${versionText(route)} route`;
    if (!logged.has(line)) explorer.log(line);
    logged.add(line);
  }
}

function versionText({ declaredVersion }: RouteDefinition): string {
  if (declaredVersion === undefined) return '';
  const names = [declaredVersion].flat().map((version) => (version === VERSION_NEUTRAL ? 'Neutral' : version));
  return ` (version: ${names.join(',')})`;
}
