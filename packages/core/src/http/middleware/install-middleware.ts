import type { IncomingMessage } from 'node:http';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction } from '../route-registration.js';
import type { MiddlewareChain } from './middleware-chain.js';
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
    const path = requestPath(request.originalUrl ?? request.url ?? '/', useSemicolonDelimiter);
    const matched = { method: request.method ?? 'GET', path, request };
    const pending = middleware.pending(adapter.rawRequest(request), matched);
    if (pending) pending(request, response, next);
    else next();
  };
  if (adapter.bindMiddleware) adapter.bindMiddleware(dispatch);
  else adapter.use(dispatch);
}
