import { STATUS_CODES } from 'node:http';
import { HttpException, Logger } from '@portico/common';
import type { Access } from './access.js';
import { Exchange, type HttpAdapter, type PlatformRequest } from './exchange.js';
import { RequestFailure } from './failure.js';
import type { DevtoolsRoute } from './route.js';

const logger = new Logger('Devtools');

/** Adds the routes to the HTTP platform of the application. Each of them checks the access first. */
export function serve(adapter: HttpAdapter, base: string, access: Access, routes: readonly DevtoolsRoute[]): void {
  for (const route of routes) {
    const listener = async (request: PlatformRequest, response: object): Promise<void> => {
      const exchange = new Exchange(adapter, request, response);
      try {
        await access.check(exchange, route);
        exchange.checkAgain = () => access.check(exchange, route);
        if (exchange.method === 'HEAD') exchange.empty(204);
        else await route.handle(exchange);
      } catch (error) {
        replyWithFailure(exchange, error);
      }
    };
    for (const path of pathsOf(adapter, base + route.path, route.path === '')) adapter[route.method](path, listener);
  }
}

/** Some routers regard a path with a slash at the end as another path. The page is served at both. */
function pathsOf(adapter: HttpAdapter, path: string, isPage: boolean): readonly string[] {
  return isPage && !adapter.getRouteMatchingOptions().ignoreTrailingSlash ? [path, `${path}/`] : [path];
}

/** Replies with the message of a guard's exception. Other errors are only logged, because they may contain secrets. */
function replyWithFailure(exchange: Exchange, error: unknown): void {
  if (exchange.adapter.isHeadersSent(exchange.response)) {
    logger.error(error);
    exchange.adapter.rawResponse(exchange.response).destroy();
  } else if (error instanceof RequestFailure) exchange.fail(error.status, error.message);
  else if (error instanceof HttpException) replyWithException(exchange, error);
  else {
    logger.error(error);
    exchange.fail(500, 'Devtools failed. See the log of the application.');
  }
}

/** Sends the message of the body, or the phrase of the status: the message of the exception may be that of an Error that it wraps. */
function replyWithException(exchange: Exchange, exception: HttpException): void {
  const given: unknown = exception.getStatus();
  const status = typeof given === 'number' && Number.isInteger(given) && given >= 400 && given <= 599 ? given : 500;
  const body: unknown = exception.getResponse();
  const holdsMessage = typeof body === 'object' && body !== null && !(body instanceof Error) && 'message' in body;
  const message = holdsMessage ? body.message : body;
  exchange.fail(status, typeof message === 'string' ? message : (STATUS_CODES[status] ?? 'Error'));
}
