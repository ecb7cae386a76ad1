import { RequestMethod } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import type { RouteGroup } from '../routing/route-group.js';
import type { MiddlewareChain, PendingMiddleware } from './middleware-chain.js';
import { requestPath } from './request-path.js';

interface GuardedRoute {
  readonly handler: RouteHandler;
  /** No middleware can see a request of this route. */
  readonly open: boolean;
}

/**
 * Makes sure that a request which reaches a route has met the middleware of that route, however
 * its path was written. Almost always it has, before routing; what it has not met runs here.
 */
export function guardRoute(
  adapter: AbstractHttpAdapter,
  middleware: MiddlewareChain,
  group: RouteGroup,
  handler: RouteHandler,
): GuardedRoute {
  if (middleware.isEmpty) return { handler, open: true };
  const fill = pathFiller(group.path);
  const methodOf = (request: unknown): string =>
    group.method === RequestMethod.ALL ? adapter.getRequestMethod(request) : RequestMethod[group.method];
  return {
    open: false,
    handler: (request: { params?: unknown }, response, next) => {
      const path =
        fill(request.params as Record<string, unknown> | undefined) ?? requestPath(adapter.getRequestUrl(request));
      const raw = adapter.rawRequest(request);
      const pending = middleware.pending(raw, { method: methodOf(request), path, request });
      return pending ? runLate(pending, request, response, next) : handler(request, response, next);
    },
  };

  function runLate(
    pending: PendingMiddleware,
    request: { params?: unknown },
    response: unknown,
    next: NextFunction,
  ): unknown {
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

/**
 * The path that the router found the request to have: the route's own, with the values of its
 * parameters; `undefined` when a platform names them in another way.
 */
function pathFiller(template: string): (parameters: Record<string, unknown> | undefined) => string | undefined {
  if (!/[:*{]/.test(template)) return () => template;
  const required = template.replace(/\{[^{}]*\}/g, '');
  return (parameters = {}) => {
    if (!hasValues(required, parameters)) return undefined;
    const filled = template
      .replace(/\{([^{}]*)\}/g, (_group, inner: string) => (hasValues(inner, parameters) ? inner : ''))
      .replace(/([:*])(?:"([^"]*)"|([\w$]+))/g, (_match, _kind, quoted?: string, plain?: string) =>
        [parameters[(quoted ?? plain) as string]]
          .flat()
          .map((value) => encodeURIComponent(String(value ?? '')))
          .join('/'),
      );
    return requestPath(filled);
  };
}

function hasValues(inner: string, parameters: Record<string, unknown>): boolean {
  return [...inner.matchAll(/[:*](?:"([^"]*)"|([\w$]+))/g)].every(
    ([, quoted, plain]) => parameters[(quoted ?? plain) as string] !== undefined,
  );
}
