import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import type { RouteDefinition } from '../routing/route-definition.js';
import { matchingByRoute, type RoutedRequest } from './matched-requests.js';
import type { MiddlewareChain, PendingMiddleware } from './middleware-chain.js';

/**
 * Ensures that the middleware of a route has run for every request that reaches it, however its path was written and
 * its version was chosen. Usually all of it has run before routing; the rest runs here.
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
