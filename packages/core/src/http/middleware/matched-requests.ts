import type { IncomingMessage } from 'node:http';
import { RequestMethod } from '@portico/common';
import type { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { compilePathFiller } from '../paths/fill-path.js';
import { parameterNames } from '../paths/parameter-names.js';
import type { PathParameters } from '../paths/path-pattern.js';
import type { ReachedPath } from '../paths/path-rule.js';
import { decodePathText, withoutEscapes } from '../paths/path-syntax.js';
import { requestPath } from '../paths/request-path.js';
import { routedPath } from '../paths/routed-path.js';
import type { RouteMatchingOptions } from '../route-registration.js';
import type { VersionReader } from '../routing/request-version.js';
import type { RouteDefinition } from '../routing/route-definition.js';
import type { RouteTable } from '../routing/route-table.js';
import type { MatchedRequest } from './middleware-binding.js';

type Parameters = PathParameters | undefined;
/** A request that matches a route. */
export interface RoutedRequest {
  params?: Parameters;
}

type Matching<TRequest> = (request: TRequest) => MatchedRequest;

/** Matches requests before routing, by their URL. */
export function matchingByAddress(adapter: AbstractHttpAdapter, table: RouteTable): Matching<IncomingMessage> {
  const matching = adapter.getRouteMatchingOptions();
  return (request) => {
    const { method = 'GET', url = '/' } = request;
    const path = requestPath(url, matching.useSemicolonDelimiter);
    const pathAsRouted = (): string =>
      withoutIgnoredSlash(url, path, matching, () => table.hasOptionalEndAt(path, method));
    const chosenRoute = (asked: ReturnType<VersionReader>): RouteDefinition | undefined =>
      table.find({ method, path, hostname: hostnameOf(adapter, request), asked });
    return { method, path, pathAsRouted, request, chosenRoute };
  };
}

/**
 * Returns the path as the router compares it, without a slash at its end that the router ignores.
 *
 * @param path the normalized path
 */
function withoutIgnoredSlash(
  url: string,
  path: string,
  matching: RouteMatchingOptions,
  hasOptionalEnd: () => boolean,
): string {
  const routed = routedPath(url, matching);
  if (routed === undefined) return path;
  if (!routed.endsWith('/') || routed === '/' || routed.includes('//')) return routed;
  return matching.ignoreTrailingSlash && !hasOptionalEnd() ? routed.slice(0, -1) : routed;
}

/** Matches requests at a route, by the path of the route, however the URL was written. */
export function matchingByRoute(adapter: AbstractHttpAdapter, route: RouteDefinition): Matching<RoutedRequest> {
  const fill = compilePathFiller(decodePathText(route.path));
  const fillOwn = compilePathFiller(decodePathText(route.ownPath));
  const version = route.segment ? `/${withoutEscapes(decodePathText(route.segment))}` : '';
  const namesInPrefix = parameterNames(route.prefix);
  const matching = adapter.getRouteMatchingOptions();
  const { prefix, segment } = route;
  const methodOf = (request: unknown): string =>
    route.method === RequestMethod.ALL ? adapter.getRequestMethod(request) : RequestMethod[route.method];

  function reachedPath(parameters: Parameters): ReachedPath | undefined {
    const ownPath = fillOwn(parameters);
    if (ownPath === undefined) return undefined;
    const values = namesInPrefix.map((name) => [name, parameters?.[name]]).filter(([, value]) => value !== undefined);
    return {
      prefix,
      segment,
      ownPath,
      versionedPath: `${version}${ownPath}`,
      prefixParameters: Object.fromEntries(values),
    };
  }

  return (request) => {
    const parameters = request.params;
    return {
      request,
      route,
      method: methodOf(request),
      // If a platform names parameters differently, the URL is used.
      path: fill(parameters) ?? requestPath(adapter.rawRequest(request).url ?? '/'),
      reached: reachedPath(parameters),
      pathAsRouted: () => {
        const { url = '/' } = adapter.rawRequest(request);
        return withoutIgnoredSlash(url, requestPath(url), matching, () => route.path.includes('{'));
      },
      chosenRoute: () => route,
    };
  };
}

/** Returns the requested host. Before routing, some platforms pass Node's own request, which has no hostname. */
function hostnameOf(adapter: AbstractHttpAdapter, request: IncomingMessage): string {
  const known: unknown = adapter.getRequestHostname(request);
  return typeof known === 'string' ? known : (request.headers.host ?? '').replace(/:\d+$/, '');
}
