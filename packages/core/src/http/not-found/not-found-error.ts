import {
  BadRequestException,
  type HttpException,
  MethodNotAllowedException,
  NotFoundException,
  type VersioningOptions,
} from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { withoutQuery } from '../paths/request-path.js';
import { routedPath } from '../paths/routed-path.js';
import { versionReaderOf } from '../routing/request-version.js';
import type { RouteTable } from '../routing/route-table.js';

/** The error for a request without a matching route: 400, 404, or 405 with the methods of the path. */
export type NotFoundError = (request: unknown, response: unknown) => HttpException;

/** Creates the errors of requests without a route: 404, or 400 if the path cannot be decoded, whatever routes exist. */
export function notFoundError(adapter: AbstractHttpAdapter): NotFoundError {
  return (request) => malformedPath(adapter, request) ?? new NotFoundException(messageFor(adapter, request));
}

/**
 * Creates the errors of requests without a route for their method: 405 with the header `Allow` if the path has routes
 * for other methods, otherwise 404: the option `methodNotAllowed`.
 */
export function methodNotAllowedError(
  adapter: AbstractHttpAdapter,
  table: RouteTable,
  versioning: VersioningOptions | undefined,
): NotFoundError {
  const readVersion = versioning && versionReaderOf(versioning);
  const notFound = notFoundError(adapter);
  return (request, response) => {
    const path = routedPath(adapter.rawRequest(request).url ?? '/', adapter.getRouteMatchingOptions());
    if (path === undefined || malformedPath(adapter, request)) return notFound(request, response);
    const asked = readVersion?.(request);
    const allowed = table.methodsFor({ path, hostname: adapter.getRequestHostname(request), asked });
    if (allowed.length === 0 || allowed.includes(adapter.getRequestMethod(request))) return notFound(request, response);
    adapter.setHeader(response, 'allow', allowed.join(', '));
    return new MethodNotAllowedException(messageFor(adapter, request));
  };
}

/** Routers detect invalid percent-encoding only in routes with parameters. */
function malformedPath(adapter: AbstractHttpAdapter, request: unknown): HttpException | undefined {
  const path = withoutQuery(adapter.getRequestUrl(request));
  if (!path.includes('%')) return undefined;
  try {
    decodeURIComponent(path);
    return undefined;
  } catch (error) {
    return new BadRequestException(`Failed to decode the path '${path}'`, { cause: error });
  }
}

function messageFor(adapter: AbstractHttpAdapter, request: unknown): string {
  return `Cannot ${adapter.getRequestMethod(request)} ${adapter.getRequestUrl(request)}`;
}
