import { VERSION_NEUTRAL, type VersioningOptions, type VersionValue } from '@portico/common';
import { AbstractHttpAdapter } from '../abstract-http-adapter.js';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import { compileHosts, type HostMatcher } from './host-filter.js';
import { type VersionReader, versionReaderOf } from './request-version.js';
import type { CompiledRoute, RouteGroup } from './route-group.js';
import { NO_MATCH, rateVersion } from './version-filter.js';

interface Candidate {
  readonly handler: RouteHandler;
  readonly hosts: HostMatcher | undefined;
  readonly version: VersionValue;
  /** Renames the parameters of the path to those of this route; `undefined` when they are the same. */
  readonly rename: ((request: { params: unknown }) => void) | undefined;
}

/** The handler of a group. A single route that takes every host and version is its own handler. */
export function compileDispatch(
  adapter: AbstractHttpAdapter,
  group: RouteGroup,
  versioning: VersioningOptions | undefined,
): RouteHandler {
  const candidates = group.routes.map((route) => candidateOf(adapter, group, route, versioning));
  const [only] = candidates;
  if (candidates.length === 1 && only && isUnconditional(only)) return only.handler;
  const readVersion = versioning && versionReaderOf(versioning);
  const failure = group.routes[0]?.endpoint.fail;
  return (request, response, next) => {
    try {
      const asked = readVersion?.(request);
      return choose(adapter, candidates, asked, undefined, request, response, next);
    } catch (error) {
      return failure?.(error, request, response, next);
    }
  };
}

/** Calls the candidate that fits best; its `next()` goes on to the one that fits second. */
function choose(
  adapter: AbstractHttpAdapter,
  candidates: readonly Candidate[],
  asked: ReturnType<VersionReader>,
  tried: ReadonlySet<Candidate> | undefined,
  request: { params: unknown; hosts?: unknown },
  response: unknown,
  next: NextFunction,
): unknown {
  let best: Candidate | undefined;
  let bestRating = NO_MATCH;
  let bestHosts: Record<string, string> | undefined;
  for (const candidate of candidates) {
    if (tried?.has(candidate)) continue;
    const rating = rateVersion(candidate.version, asked);
    if (rating >= bestRating) continue;
    const hosts = candidate.hosts?.(adapter.getRequestHostname(request));
    if (candidate.hosts && !hosts) continue;
    best = candidate;
    bestRating = rating;
    bestHosts = hosts;
  }
  if (!best) return next();
  const chosen = best;
  if (bestHosts) request.hosts = bestHosts;
  chosen.rename?.(request);
  return chosen.handler(request, response, (error) =>
    error === undefined
      ? choose(adapter, candidates, asked, new Set(tried).add(chosen), request, response, next)
      : next(error),
  );
}

function candidateOf(
  adapter: AbstractHttpAdapter,
  group: RouteGroup,
  { definition, endpoint }: CompiledRoute,
  versioning: VersioningOptions | undefined,
): Candidate {
  const version = definition.version ?? VERSION_NEUTRAL;
  // An adapter that filters versions its own way, as the documented contract lets it, is asked.
  const filtersItself = adapter.applyVersionFilter !== AbstractHttpAdapter.prototype.applyVersionFilter;
  const filtered = filtersItself && versioning !== undefined && definition.version !== undefined;
  return {
    handler: filtered ? adapter.applyVersionFilter(endpoint.handler, version, versioning) : endpoint.handler,
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
    const values = request.params as Record<string, unknown>;
    request.params = Object.fromEntries(after.map((name, index) => [name, values[before[index] as string]]));
  };
}

function parameterNames(path: string): string[] {
  return [...path.matchAll(/[:*](?:"([^"]*)"|([\w$]+))/g)].map(([, quoted, plain]) => (quoted ?? plain) as string);
}
