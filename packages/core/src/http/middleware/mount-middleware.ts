import { failedWithoutError, isPromiseLike } from '@portico/common/internal';
import type { NextFunction, RouteMatchingOptions } from '../route-registration.js';
import { compileMountPath, type MountPath } from './mount-path.js';

/** Middleware as Connect and Express define it. */
export type ConnectMiddleware = (request: any, response: any, next: NextFunction) => unknown;

interface MountedRequest {
  url?: string;
  originalUrl?: string;
  baseUrl?: string;
  params?: unknown;
}

/**
 * Combines middleware of `app.use(path, …)` into one function, for adapters whose library cannot mount middleware. It
 * runs for the path and everything below it, with the same properties as on Express: `url` without the path, `baseUrl`
 * with the path, the complete `originalUrl`, and the parameters of the path in `params`.
 *
 * @param path a path in the syntax of path-to-regexp 8, a regular expression, several of them, or `undefined` for every request
 * @param handlers run in this order; errors and rejections are passed to `next`
 * @param matching how the router compares paths; called for each request
 * @throws FrameworkError `PORTICO_MIDDLEWARE_PATH` if path-to-regexp cannot parse the path
 *
 * @example
 * override use(path: string, ...handlers: ConnectMiddleware[]): void {
 *   this.library.addLayer(mountMiddleware(path, handlers, () => this.getRouteMatchingOptions()));
 * }
 * @see docs/contributing-a-platform.md#an-http-adapter
 */
export function mountMiddleware(
  path: MountPath | undefined,
  handlers: readonly ConnectMiddleware[],
  matching: () => RouteMatchingOptions,
): ConnectMiddleware {
  if (path === undefined || path === '/' || path === '') {
    return (request, response, next) => runAll(handlers, request, response, next);
  }
  const matches = compileMountPath(path);
  return (request: MountedRequest, response, next) => {
    const { url = '/', baseUrl = '', params } = request;
    const found = matches(url, matching());
    if (!found) return next();
    const rest = url.slice(found.end);
    request.originalUrl ??= url;
    request.baseUrl = baseUrl + url.slice(found.start, found.end);
    request.url = rest.startsWith('/') ? rest : `/${rest}`;
    request.params = found.params;
    runAll(handlers, request, response, (error) => {
      request.url = url;
      request.baseUrl = baseUrl;
      request.params = params;
      next(error);
    });
  };
}

function runAll(handlers: readonly ConnectMiddleware[], request: unknown, response: unknown, done: NextFunction): void {
  let index = 0;
  const next: NextFunction = (error) => {
    if (error !== undefined && error !== null && error !== 'route') return done(error);
    const handler = handlers[index++];
    if (!handler) return done();
    try {
      const result = handler(request, response, next);
      if (isPromiseLike(result)) {
        result.then(undefined, (reason: unknown) => done(reason ?? failedWithoutError('A middleware')));
      }
    } catch (thrown) {
      done(thrown ?? failedWithoutError('A middleware'));
    }
  };
  next();
}
