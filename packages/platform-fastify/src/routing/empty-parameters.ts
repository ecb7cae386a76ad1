import type { RouteMatchingOptions } from '@portico/core/adapters';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DecoratedRouteOptions } from '../route-decorators.js';
import type { FastifyPath } from './route-paths.js';

/** A route as it was registered with Fastify. */
export interface RegisteredRoute {
  readonly method: string;
  readonly path: FastifyPath;
  readonly options: DecoratedRouteOptions;
  readonly run: (request: FastifyRequest, reply: FastifyReply) => void;
}

/** A path that Fastify would route with an empty parameter, and the correct route. */
export interface ReroutedPath {
  readonly url: string;
  readonly route: RegisteredRoute;
}

/**
 * Fastify routes `/users/` to `/users/:id`, with an empty parameter, and tries no other route if that one refuses it.
 * As on Express, a catch-all route then handles the path, if there is one. Registering the path for that route costs
 * other requests nothing, because Fastify prefers static paths to parameters.
 */
export function reroutedPaths(
  routes: readonly RegisteredRoute[],
  { ignoreTrailingSlash, ignoreDuplicateSlashes }: RouteMatchingOptions,
): ReroutedPath[] {
  const open = routes.filter(({ path }) => path.params.length > 0 || path.wildcard).sort(bySpecificity);
  const rerouted: ReroutedPath[] = [];
  for (const { method, path } of open) {
    for (const { url, example } of path.emptied) {
      // The router would treat these as other paths.
      if ((ignoreTrailingSlash && url.endsWith('/')) || (ignoreDuplicateSlashes && url.includes('//'))) continue;
      const route = open.find((other) => other.method === method && other.path.pattern.test(example));
      if (route && route.path !== path) rerouted.push({ url, route });
    }
  }
  return rerouted;
}

/**
 * Returns the parameters of a route in a path that Fastify has found under another URL.
 *
 * @param path as `comparedPath` returns it
 */
export function paramsOf(
  { params: names, pattern, wildcard }: FastifyPath,
  path: string,
  caseSensitive: boolean,
): Record<string, unknown> {
  const values = patternFor(pattern, caseSensitive).exec(path)?.slice(1) ?? [];
  const params: Record<string, unknown> = {};
  names.forEach((name, index) => {
    params[name] = decodeURIComponent(values[index] ?? '');
  });
  if (wildcard) params[wildcard.name] = values.at(-1)?.split('/').map(decodeURIComponent) ?? [];
  return params;
}

const anyCase = new WeakMap<RegExp, RegExp>();

/** Returns the pattern of a path as the router compares it. */
export function patternFor(pattern: RegExp, caseSensitive: boolean): RegExp {
  if (caseSensitive) return pattern;
  const known = anyCase.get(pattern) ?? new RegExp(pattern.source, 'i');
  anyCase.set(pattern, known);
  return known;
}

/** Static text before parameters, a longer prefix before a shorter one. */
function bySpecificity(a: RegisteredRoute, b: RegisteredRoute): number {
  return Number(Boolean(a.path.wildcard)) - Number(Boolean(b.path.wildcard)) || textBefore(b) - textBefore(a);
}

function textBefore({ path: { url } }: RegisteredRoute): number {
  const end = url.search(/[:*]/);
  return end === -1 ? url.length : end;
}
