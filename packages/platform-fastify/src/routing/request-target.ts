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
