import type { IncomingMessage } from 'node:http';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction } from '../route-registration.js';
import type { MiddlewareChain, PendingMiddleware } from './middleware-chain.js';
import { requestPath } from './request-path.js';

/** Lets the middleware of an application run before routing. */
export function installMiddleware(adapter: AbstractHttpAdapter, middleware: MiddlewareChain): void {
  if (middleware.isEmpty) return;
  const { useSemicolonDelimiter } = adapter.getRouteMatchingOptions();
  const dispatch = (
    request: IncomingMessage & { originalUrl?: string },
    response: unknown,
    next: NextFunction,
  ): void => {
    let pending: PendingMiddleware | undefined;
    try {
      const path = requestPath(request.originalUrl ?? request.url ?? '/', useSemicolonDelimiter);
      pending = middleware.pending(adapter.rawRequest(request), { method: request.method ?? 'GET', path, request });
    } catch (error) {
      // An extractor of versions is the application's own and may fail.
      next(error);
      return;
    }
    if (pending) pending(request, response, next);
    else next();
  };
  if (adapter.bindMiddleware) adapter.bindMiddleware(dispatch);
  else adapter.use(dispatch);
}
