import type { RouteMatchingOptions } from '@portico/core/adapters';
import type { FastifyRequest } from 'fastify';

/** What precedes the path in absolute form: scheme and host. */
const ORIGIN = /^https?:\/\/[^/?#]*(?=\/)/i;

/**
 * Returns whether a request target has a path. Fastify's router does not look at the first character: without this,
 * `*admin` would reach `/admin`, past the middleware for this path.
 */
export function hasPath({ raw: { url = '' } }: FastifyRequest): boolean {
  return url.startsWith('/') || ORIGIN.test(url);
}

/** Returns the path of a request as the client wrote it, without scheme and host, query and fragment. */
export function writtenPath({ raw: { url = '/' } }: FastifyRequest): string {
  const path = url.startsWith('/') ? url : url.replace(ORIGIN, '');
  return /^[^?#]*/.exec(path)![0];
}

/** Returns the path as the client wrote it, without what the router ignores. */
export function comparedPath(request: FastifyRequest, matching: RouteMatchingOptions): string {
  const { ignoreDuplicateSlashes, ignoreTrailingSlash, useSemicolonDelimiter } = matching;
  let path = writtenPath(request);
  if (useSemicolonDelimiter) path = path.replace(/;.*$/s, '');
  if (ignoreDuplicateSlashes) path = path.replace(/\/{2,}/g, '/');
  return ignoreTrailingSlash && path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
