import { VERSION_NEUTRAL, type VersioningOptions } from '@portico/common';
import { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import { parameterNames } from '../paths/parameter-names.js';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import { type Choosable, chooseRoute } from './choose-route.js';
import { compileHosts } from './host-filter.js';
import { type VersionReader, versionReaderOf } from './request-version.js';
import type { RouteDefinition } from './route-definition.js';
import type { CompiledRoute, RouteGroup } from './route-group.js';

/** The properties of a request after the platform has matched its route. */
interface RoutedRequest {
  params: Readonly<Record<string, unknown>>;
  hosts?: unknown;
}

interface Candidate extends Choosable {
  readonly handler: RouteHandler;
  /** Renames the parameters of the path to those of this route; `undefined` if they are equal. */
  readonly rename: ((request: RoutedRequest) => void) | undefined;
}

/**
 * Compiles the handler of a group. A single route for every host and version is its own handler.
 *
 * @param guard wraps the handler of the chosen route
 */
export function compileDispatch(
  adapter: AbstractHttpAdapter,
  group: RouteGroup,
  versioning: VersioningOptions | undefined,
  guard: (route: RouteDefinition, handler: RouteHandler) => RouteHandler,
): RouteHandler {
  const candidates = group.routes.map((route) => candidateOf(adapter, group, route, versioning, guard));
  const [only] = candidates;
  if (candidates.length === 1 && only && isUnconditional(only)) return only.handler;
  const readVersion = versioning && versionReaderOf(versioning);
  const hostnameOf = (request: unknown): string => adapter.getRequestHostname(request);
  const failure = group.routes[0]?.endpoint.fail;
  return (request, response, next) => {
    try {
      const asked = readVersion?.(request);
      return choose(hostnameOf, candidates, asked, undefined, request, response, next);
    } catch (error) {
      return failure?.(error, request, response, next);
    }
  };
}

/** Determines the controller method for a request to a group, before any part of the group runs. */
export function compileChoice(
  adapter: AbstractHttpAdapter,
  group: RouteGroup,
  versioning: VersioningOptions | undefined,
): ((request: unknown) => Function | undefined) | undefined {
  if (group.routes.length === 1) return undefined;
  const candidates = group.routes.map(({ definition, endpoint }): Choosable & { callback: Function } => ({
    callback: endpoint.callback,
    hosts: compileHosts(definition.hosts),
    version: definition.version ?? VERSION_NEUTRAL,
  }));
  const readVersion = versioning && versionReaderOf(versioning);
  const hostnameOf = (request: unknown): string => adapter.getRequestHostname(request);
  return (request) => chooseRoute(candidates, readVersion?.(request), hostnameOf, request)?.callback;
}

/** Calls the best match; its `next()` calls the second best. */
function choose(
  hostnameOf: (request: unknown) => string,
  candidates: readonly Candidate[],
  asked: ReturnType<VersionReader>,
  tried: ReadonlySet<Candidate> | undefined,
  request: RoutedRequest,
  response: unknown,
  next: NextFunction,
): unknown {
  const chosen = chooseRoute(candidates, asked, hostnameOf, request, tried);
  if (!chosen) return next();
  if (chosen.hosts) request.hosts = chosen.hosts(hostnameOf(request));
  const { params } = request;
  chosen.rename?.(request);
  return chosen.handler(request, response, (error) => {
    if (error !== undefined && error !== null && error !== 'route') return next(error);
    request.params = params;
    return choose(hostnameOf, candidates, asked, new Set(tried).add(chosen), request, response, next);
  });
}

function candidateOf(
  adapter: AbstractHttpAdapter,
  group: RouteGroup,
  { definition, endpoint }: CompiledRoute,
  versioning: VersioningOptions | undefined,
  guard: (route: RouteDefinition, handler: RouteHandler) => RouteHandler,
): Candidate {
  const version = definition.version ?? VERSION_NEUTRAL;
  const handler = guard(definition, endpoint.handler);
  // An adapter can filter versions itself, as the documented contract allows.
  const filtersItself = adapter.applyVersionFilter !== AbstractHttpAdapter.prototype.applyVersionFilter;
  const filtered = filtersItself && versioning !== undefined && definition.version !== undefined;
  return {
    handler: filtered ? adapter.applyVersionFilter(handler, version, versioning) : handler,
    hosts: compileHosts(definition.hosts),
    version: filtered ? VERSION_NEUTRAL : version,
    rename: renamer(group.path, definition.path),
  };
}

function isUnconditional({ hosts, version, rename }: Candidate): boolean {
  return !hosts && !rename && version === VERSION_NEUTRAL;
}

function renamer(from: string, to: string): Candidate['rename'] {
  const [before, after] = [parameterNames(from), parameterNames(to)];
  if (before.every((name, index) => name === after[index])) return undefined;
  return (request) => {
    const values = request.params;
    request.params = Object.fromEntries(after.map((name, index) => [name, values[before[index]!]]));
  };
}
