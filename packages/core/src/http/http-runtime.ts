import type { NestApplicationOptions } from '@portico/common';
import { describeGlobalFilters, type HandlerEnvironment } from '../enhancers/describe-handler.js';
import { compileFilters } from '../pipeline/catch-exceptions.js';
import type { FailureHandler } from '../pipeline/handler-record.js';
import type { TransportProfile } from '../pipeline/transport-profile.js';
import type { AbstractHttpAdapter } from './abstract-http-adapter.js';
import { BaseExceptionFilter } from './exceptions/base-exception-filter.js';
import { mapPlatformError } from './exceptions/platform-errors.js';
import { logFailure } from './log-failure.js';
import { collectMiddleware } from './middleware/collect-middleware.js';
import { installMiddleware } from './middleware/install-middleware.js';
import { hasMiddlewareThrown } from './middleware/middleware-chain.js';
import { methodNotAllowedError, type NotFoundError, notFoundError } from './not-found/not-found-error.js';
import { shareNotFound } from './not-found/share-not-found.js';
import { PathComposer } from './paths/path-composer.js';
import { httpProfile } from './profile.js';
import { abandonReply } from './reply/abandon-reply.js';
import { isGone, isSent } from './reply/response-state.js';
import type { NextFunction } from './route-registration.js';
import { bindRoutes, logRoutes } from './routing/bind-routes.js';
import type { HttpEnvironment } from './routing/compile-endpoint.js';
import { exploreRoutes, warnOfUncallableRoutes } from './routing/explore-routes.js';
import { orderRoutes } from './routing/route-order.js';
import { RouteTable } from './routing/route-table.js';

/** Registers the routes, the middleware and the error handlers of an application with its platform. */
export class HttpRuntime {
  private readonly environment: HttpEnvironment;
  private notFound: NotFoundError;

  constructor(environment: HandlerEnvironment, adapter: AbstractHttpAdapter) {
    const { container, resolver, config } = environment;
    this.environment = {
      container,
      resolver,
      config,
      adapter,
      profile: httpProfile(adapter, new BaseExceptionFilter(adapter)),
    };
    this.notFound = notFoundError(adapter);
  }

  /** Explores the controllers and registers middleware and routes. */
  async bind(options: NestApplicationOptions): Promise<void> {
    const { adapter, container, config } = this.environment;
    const declared = exploreRoutes(container, config);
    const routes = orderRoutes(declared, options.routeResolutionStrategy);
    const table = new RouteTable(routes, adapter.getRouteMatchingOptions(), adapter.isRouteOrderSensitive());
    if (options.methodNotAllowed) this.notFound = methodNotAllowedError(adapter, table, config.getVersioning());
    const middleware = await collectMiddleware(this.environment, adapter, routes);
    installMiddleware(adapter, middleware, table);
    bindRoutes(this.environment, routes, middleware, options);
    logRoutes(declared);
    warnOfUncallableRoutes(container);
  }

  /**
   * Passes requests without a route, and failures outside of routes, to the global filters. An exception that a global
   * filter throws goes to the global filters once more, as for routes, unless the library has detected the failure: an
   * unreadable body, or an error passed to `next()`.
   */
  bindFailures(): void {
    const { adapter, config } = this.environment;
    const fail = this.compileFailures('global');
    const failInLibrary = this.compileFailures('fallback');
    const handler = (request: unknown, response: unknown, next?: NextFunction): unknown => {
      let error: unknown;
      try {
        error = this.notFound(request, response);
      } catch (thrown) {
        // A version extractor belongs to the application, and may fail.
        error = thrown;
      }
      return fail(error, request, response, next);
    };
    adapter.setNotFoundHandler(shareNotFound(adapter, new PathComposer(config), handler));
    adapter.setErrorHandler((error, request, response, next) => {
      if (adapter.isHeadersSent(response)) return this.abandon(error, response);
      const hasThrown = hasMiddlewareThrown(adapter.rawRequest(request));
      // As on Express, `next('router')` is not an error.
      if (error === 'router' && !hasThrown) return handler(request, response, next);
      const send = hasThrown ? fail : failInLibrary;
      return send(mapPlatformError(adapter, error, request), request, response, next);
    });
  }

  private compileFailures(failedFilters: TransportProfile['failedFilters']): FailureHandler {
    const { profile, resolver } = this.environment;
    const filters = describeGlobalFilters(this.environment);
    return compileFilters({ ...profile, failedFilters }, filters, (request) => resolver.openContext(request));
  }

  private abandon(error: unknown, response: unknown): void {
    const { adapter } = this.environment;
    const raw = adapter.rawResponse(response);
    // The client disconnected during the reply, which is not an error.
    if (isGone(raw) && !isSent(raw)) return;
    logFailure(error);
    abandonReply(adapter, response);
  }
}
