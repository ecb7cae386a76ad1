import {
  BadRequestException,
  type HttpException,
  MethodNotAllowedException,
  NotFoundException,
  type VersioningOptions,
} from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { requestPath } from '../paths/request-path.js';
import { versionReaderOf } from '../routing/request-version.js';
import type { RouteTable } from '../routing/route-table.js';

/** The error for a request without a matching route: 400, 404, or 405 with the methods of the path. */
export type NotFoundError = (request: unknown, response: unknown) => HttpException;

/** 404, or 400 if the path cannot be decoded, whatever routes exist. */
export function notFoundError(adapter: AbstractHttpAdapter): NotFoundError {
  return (request) => malformedPath(adapter, request) ?? new NotFoundException(messageFor(adapter, request));
}

/**
 * 405 with the header `Allow` if the path has routes for other methods, otherwise 404: the option `methodNotAllowed`.
 */
export function methodNotAllowedError(
  adapter: AbstractHttpAdapter,
  table: RouteTable,
  versioning: VersioningOptions | undefined,
): NotFoundError {
  const readVersion = versioning && versionReaderOf(versioning);
  const notFound = notFoundError(adapter);
  return (request, response) => {
    const path = routedPath(adapter, request);
    if (path === undefined) return notFound(request, response);
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

/** The path as the router compares it; `undefined` if the router treats its spelling as a different path. */
function routedPath(adapter: AbstractHttpAdapter, request: unknown): string | undefined {
  const matching = adapter.getRouteMatchingOptions();
  const url = adapter.rawRequest(request).url ?? '/';
  const written = withoutQuery(url);
  if (!matching.ignoreDuplicateSlashes && written.startsWith('/') && written.includes('//')) return undefined;
  const path = requestPath(url, matching.useSemicolonDelimiter);
  return path !== '/' && written.endsWith('/') ? `${path}/` : path;
}

function withoutQuery(target: string): string {
  return target.replace(/[?#].*$/s, '');
}
