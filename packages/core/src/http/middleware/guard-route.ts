import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import type { RouteDefinition } from '../routing/route-definition.js';
import { matchingByRoute, type RoutedRequest } from './matched-requests.js';
import type { MiddlewareChain, PendingMiddleware } from './middleware-chain.js';

/**
 * Makes sure that a request which reaches a route has met the middleware of that route, however
 * its path was written and its version was chosen. Almost always it has, before routing; what it has
 * not met runs here.
 */
export function guardRoute(
  adapter: AbstractHttpAdapter,
  middleware: MiddlewareChain,
  route: RouteDefinition,
  handler: RouteHandler,
): RouteHandler {
  if (middleware.isEmpty) return handler;
  const matched = matchingByRoute(adapter, route);
  return (request: RoutedRequest, response, next) => {
    const pending = middleware.pending(adapter.rawRequest(request), request, matched);
    return pending ? runLate(pending, request, response, next) : handler(request, response, next);
  };

  function runLate(pending: PendingMiddleware, request: RoutedRequest, response: unknown, next: NextFunction): unknown {
    const { params } = request;
    let result: unknown;
    pending(adapter.rawRequest(request), adapter.rawResponse(response), (error) => {
      if (error !== undefined) return next(error);
      request.params = params;
      result = handler(request, response, next);
    });
    return result;
  }
}
