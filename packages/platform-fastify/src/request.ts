import type { FastifyRequest } from 'fastify';
import type { FastifyPath, WildcardTail } from './route-paths.js';

type Params = Record<string, unknown>;

/**
 * Fastify lets a parameter be empty (`/users/` reaches `/users/:id`), Express does not; the stricter one holds for
 * both. Wildcards are given as on Express, as an array of segments under their name.
 *
 * @returns a function that mends the parameters, false when the route does not fit; `undefined` when a path needs none
 */
export function paramsReader(path: FastifyPath): ((request: FastifyRequest) => boolean) | undefined {
  const { params: names, wildcard } = path;
  if (names.length === 0 && !wildcard) return undefined;
  return (request) => {
    const params = request.params as Params;
    for (const name of names) if (params[name] === '') return false;
    if (!wildcard) return true;
    if (params['*'] === '') return false;
    if (wildcard.name !== '*') params[wildcard.name] = wildcardSegments(request, wildcard);
    return true;
  };
}

/** Split before decoding, so that an encoded slash stays within its segment. */
function wildcardSegments(request: FastifyRequest, wildcard: WildcardTail): string[] {
  const decoded = String((request.params as Params)['*']);
  const path = /^[^?#]*/.exec(request.raw.url ?? '')![0];
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
