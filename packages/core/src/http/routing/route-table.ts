import { RequestMethod, VERSION_NEUTRAL } from '@portico/common';
import { compareSpecificity } from '../paths/compare-paths.js';
import { compilePattern, type PathMatcher } from '../paths/path-pattern.js';
import { decodePathText } from '../paths/path-syntax.js';
import { routedPattern } from '../paths/routed-path.js';
import { takesMethod } from '../paths/takes-method.js';
import type { RouteMatchingOptions } from '../route-registration.js';
import { type Choosable, chooseRoute } from './choose-route.js';
import { compileHosts } from './host-filter.js';
import type { VersionReader } from './request-version.js';
import type { RouteDefinition } from './route-definition.js';
import { groupRoutes } from './route-group.js';

/** A request as it is looked up. */
export interface RouteQuery {
  readonly method: string;
  /** As `requestPath` returns it. */
  readonly path: string;
  readonly hostname: string;
  /** The requested versions. */
  readonly asked: ReturnType<VersionReader>;
}

interface Entry {
  readonly method: RequestMethod;
  readonly path: string;
  readonly matches: PathMatcher;
  /** For a path with its trailing slash. */
  readonly matchesWritten: PathMatcher;
  readonly candidates: readonly Candidate[];
}

interface Candidate extends Choosable {
  readonly definition: RouteDefinition;
}

const hostnameOf = ({ hostname }: RouteQuery): string => hostname;

/**
 * Predicts the route of a request, by the rules of the platform's router. Used only for the few requests for which
 * something depends on it before routing, or if no route matches; the platform itself does the routing.
 */
export class RouteTable {
  private table: readonly Entry[] | undefined;

  /** @param orderSensitive whether the first matching route is used, instead of the most specific one */
  constructor(
    private readonly routes: readonly RouteDefinition[],
    private readonly matching: RouteMatchingOptions,
    private readonly orderSensitive: boolean,
  ) {}

  /** Returns the route that the request reaches, or `undefined`. */
  find(query: RouteQuery): RouteDefinition | undefined {
    return this.search(query, 'matches');
  }

  private search(query: RouteQuery, matches: 'matches' | 'matchesWritten'): RouteDefinition | undefined {
    for (const entry of this.entries()) {
      if (!takesMethod(entry.method, query.method) || !entry[matches](query.path)) continue;
      const chosen = chooseRoute(entry.candidates, query.asked, hostnameOf, query);
      if (chosen) return chosen.definition;
    }
    return undefined;
  }

  /**
   * Returns the methods that have a route for the path, in the order of declaration.
   *
   * @param query with its path as `routedPath` returns it
   */
  methodsFor(query: Omit<RouteQuery, 'method'>): string[] {
    const methods = new Set(this.entries().map(({ method }) => RequestMethod[method]));
    const isFound = (method: string) =>
      method !== 'ALL' && this.search({ ...query, method }, 'matchesWritten') !== undefined;
    const allowed = [...methods].filter(isFound);
    return allowed.includes('GET') ? [...new Set([...allowed, 'HEAD'])] : allowed;
  }

  /**
   * Returns whether a route whose path ends in an optional wildcard, such as `/a/{*rest}`, can take a path with a slash
   * at its end.
   */
  hasOptionalEndAt(path: string, method: string): boolean {
    return this.entries().some(
      (entry) =>
        /\/(?:\{[^{}]*\})+$/.test(entry.path) && takesMethod(entry.method, method) && entry.matchesWritten(`${path}/`),
    );
  }

  private entries(): readonly Entry[] {
    this.table ??= this.compile();
    return this.table;
  }

  private compile(): readonly Entry[] {
    const groups = groupRoutes(
      this.routes.map((definition) => ({ definition })),
      this.orderSensitive,
    );
    if (!this.orderSensitive) groups.sort((a, b) => compareSpecificity(a.path, b.path));
    const { caseSensitive, ignoreTrailingSlash } = this.matching;
    const options = { caseSensitive, prefix: false };
    const written = { ...options, trailing: ignoreTrailingSlash === true, withoutSlash: false };
    return groups.map(({ method, path, routes }) => ({
      method,
      path,
      matches: compilePattern(decodePathText(path), path, options),
      matchesWritten: compilePattern(routedPattern(path, this.matching), path, written),
      candidates: routes.map(({ definition }) => ({
        definition,
        version: definition.version ?? VERSION_NEUTRAL,
        hosts: compileHosts(definition.hosts),
      })),
    }));
  }
}
