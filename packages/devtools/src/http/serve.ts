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
  else if (error instanceof HttpException) exchange.fail(statusOf(error), messageOf(error, statusOf(error)));
  else {
    logger.error(error);
    exchange.fail(500, 'Devtools failed. See the log of the application.');
  }
}

/** The message of the body, or the phrase of the status: the message of the exception may be that of an Error that it wraps. */
function messageOf(exception: HttpException, status: number): string {
  const body: unknown = exception.getResponse();
  const holdsMessage = typeof body === 'object' && body !== null && !(body instanceof Error) && 'message' in body;
  const message = holdsMessage ? body.message : body;
  return typeof message === 'string' ? message : (STATUS_CODES[status] ?? 'Error');
}

function statusOf(exception: HttpException): number {
  const status: unknown = exception.getStatus();
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599 ? status : 500;
}
