import type { FastifyRequest } from 'fastify';
import { writtenPath } from './request-target.js';
import type { FastifyPath, WildcardTail } from './route-paths.js';

export type Params = Record<string, unknown>;

/**
 * Fastify allows empty parameters (`/users/` matches `/users/:id`), Express does not; the stricter rule is used for
 * both. Wildcards are arrays of segments under their name, as on Express.
 *
 * @returns a function that corrects the parameters, or returns false if the route does not match; `undefined` if a path needs none
 */
export function paramsReader(path: FastifyPath): ((request: FastifyRequest) => boolean) | undefined {
  const { params: names, routedParams, wildcard } = path;
  if (names.length === 0 && !wildcard) return undefined;
  const hasEmpty = new Set(names).size < names.length ? emptyFinder(path) : undefined;
  return (request) => {
    // Fastify types parameters as `unknown`.
    const params = request.params as Params;
    for (const name of routedParams) if (params[name] === '') return false;
    if (hasEmpty?.(writtenPath(request))) return false;
    if (routedParams !== names) removeRoutedNames(params, path);
    if (!wildcard) return true;
    if (params['*'] === '') return false;
    if (wildcard.name !== '*') {
      params[wildcard.name] = wildcardSegments(String(params['*']), request, wildcard);
      // Fastify's own name for it can be read, but is not part of the parameters that handlers receive.
      Object.defineProperty(params, '*', { enumerable: false });
    }
    return true;
  };
}

/** Gives parameters their own names, before schemas validate them. */
export function addOwnNames(params: Params, { params: names, routedParams }: FastifyPath): void {
  for (const [index, name] of routedParams.entries()) params[names[index]!] = params[name];
}

function removeRoutedNames(params: Params, { params: names, routedParams }: FastifyPath): void {
  for (const [index, name] of routedParams.entries()) if (name !== names[index]) delete params[name];
}

/** Finds empty parameters in the URL, because Fastify returns only the last of several with the same name. */
function emptyFinder({ pattern }: FastifyPath): (path: string) => boolean {
  const lax = new RegExp(pattern.source.replaceAll('([^/]+?)', '([^/]*)'), 'i');
  return (path) => lax.exec(path)?.includes('') === true;
}

/** Split before decoding, so that an encoded slash stays within its segment. */
function wildcardSegments(decoded: string, request: FastifyRequest, wildcard: WildcardTail): string[] {
  const path = writtenPath(request);
  if (!path.includes('%') || path[0] !== '/') return decoded.split('/');
  const segments = path.split('/').slice(wildcard.segment + 1);
  try {
    const values = segments.map((segment) => decodeURIComponent(segment));
    values[0] = values[0]!.slice(wildcard.prefix.length);
    return values.join('/') === decoded ? values : decoded.split('/');
  } catch {
    return decoded.split('/');
  }
}
