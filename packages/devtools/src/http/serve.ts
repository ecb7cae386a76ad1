import { HttpException, Logger } from '@portico/common';
import type { Access } from './access.js';
import { Exchange, type HttpAdapter, type PlatformRequest } from './exchange.js';
import { RequestFailure } from './failure.js';
import type { DevtoolsRoute } from './route.js';

const logger = new Logger('Devtools');

/** Adds the routes to the HTTP platform of the application, each behind the access rules. */
export function serve(adapter: HttpAdapter, base: string, access: Access, routes: readonly DevtoolsRoute[]): void {
  for (const route of routes) {
    const listener = async (request: PlatformRequest, response: object): Promise<void> => {
      const exchange = new Exchange(adapter, request, response);
      try {
        await access.check(exchange, route);
        if (exchange.method === 'HEAD') exchange.empty(204);
        else await route.handle(exchange);
      } catch (error) {
        answerFailure(exchange, error);
      }
    };
    for (const path of pathsOf(adapter, base + route.path, route.path === '')) adapter[route.method](path, listener);
  }
}

/** The page is the same with a slash at the end, which some routers regard as another path. */
function pathsOf(adapter: HttpAdapter, path: string, isPage: boolean): readonly string[] {
  return isPage && !adapter.getRouteMatchingOptions().ignoreTrailingSlash ? [path, `${path}/`] : [path];
}

/** Guards say why they refuse; what else fails is for the log alone. */
function answerFailure(exchange: Exchange, error: unknown): void {
  if (exchange.adapter.isHeadersSent(exchange.response)) {
    logger.error(error);
    exchange.adapter.rawResponse(exchange.response).destroy();
  } else if (error instanceof RequestFailure) exchange.fail(error.status, error.message);
  else if (error instanceof HttpException) exchange.fail(error.getStatus(), error.message);
  else {
    logger.error(error);
    exchange.fail(500, 'Devtools have failed. The log of the application says why.');
  }
}
