import type { IncomingMessage } from 'node:http';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction } from '../route-registration.js';
import type { RouteTable } from '../routing/route-table.js';
import { matchingByAddress } from './matched-requests.js';
import type { MiddlewareChain, PendingMiddleware } from './middleware-chain.js';

/** Registers the middleware of an application to run before routing. */
export function installMiddleware(adapter: AbstractHttpAdapter, middleware: MiddlewareChain, table: RouteTable): void {
  if (middleware.isEmpty) return;
  const matched = matchingByAddress(adapter, table);
  const dispatch = (request: IncomingMessage, response: unknown, next: NextFunction): void => {
    let pending: PendingMiddleware | undefined;
    try {
      pending = middleware.pending(adapter.rawRequest(request), request, matched);
    } catch (error) {
      // A version extractor belongs to the application, and may fail.
      next(error);
      return;
    }
    if (pending) pending(request, response, next);
    else next();
  };
  if (adapter.bindMiddleware) adapter.bindMiddleware(dispatch);
  else adapter.use(dispatch);
}
