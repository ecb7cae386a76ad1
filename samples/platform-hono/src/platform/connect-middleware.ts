import type { NextFunction } from '@portico/core';
import type { Handler } from './hono-handler.js';

/** Middleware as Connect and Express define it. */
export type ConnectMiddleware = (request: any, response: any, next: NextFunction) => unknown;

/** Runs middleware on Node's own request and response, as all of it was written for. */
export function connect(middleware: ConnectMiddleware): Handler {
  return (request, reply, next) => {
    reply.bringHeaders();
    return middleware(request, reply.raw, next);
  };
}

/**
 * The same for middleware that is mounted at a path, which it doesn't see.
 *
 * @param mount such as `'/admin'`
 */
export function connectAt(mount: string, middleware: ConnectMiddleware): Handler {
  const run = connect(middleware);
  const segments = mount.split('/').filter(Boolean).map(escapeText);
  const beginning = new RegExp(`^(?:[a-z][a-z\\d+.-]*://[^/?#]*)?/+${segments.join('/+')}`, 'i');
  return (request, reply, next) => {
    const { url } = request;
    request.url = url.replace(beginning, '').replace(/^(?!\/)/, '/');
    return run(request, reply, (error) => {
      request.url = url;
      next(error);
    });
  };
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
