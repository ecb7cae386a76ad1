import { RequestMethod, VERSION_NEUTRAL } from '@portico/common';
import { compareSpecificity } from '../paths/compare-paths.js';
import { compilePattern, type PathMatcher } from '../paths/path-pattern.js';
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
  /** As `requestPath` gives it. */
  readonly path: string;
  readonly hostname: string;
  /** The versions that the request asks for. */
  readonly asked: ReturnType<VersionReader>;
}

interface Entry {
  readonly method: RequestMethod;
  readonly path: string;
  readonly matches: PathMatcher;
  /** For a path that has kept the slash at its end. */
  readonly matchesWritten: PathMatcher;
  readonly candidates: readonly Candidate[];
}

interface Candidate extends Choosable {
  readonly definition: RouteDefinition;
}

const hostnameOf = ({ hostname }: RouteQuery): string => hostname;

/**
 * Finds the route that a request will reach, by the rules of the platform's router. Only for the few requests for which
 * something depends on it before routing, or after no route was found: a platform finds routes by itself.
 */
export class RouteTable {
  private table: readonly Entry[] | undefined;

  /** @param orderSensitive whether the first route that matches wins, rather than the most specific one */
  constructor(
    private readonly routes: readonly RouteDefinition[],
    private readonly matching: RouteMatchingOptions,
    private readonly orderSensitive: boolean,
  ) {}

  /** The route that the request reaches, or `undefined`. */
  find(query: RouteQuery): RouteDefinition | undefined {
    return this.search(query, 'matches');
  }

  private search(query: RouteQuery, matches: 'matches' | 'matchesWritten'): RouteDefinition | undefined {
    for (const entry of this.entries()) {
      if (!takesMethod(entry.method, query.method) || !entry[matches](query.path)) continue;
      const chosen = chooseRoute(entry.candidates, query.asked, hostnameOf, query);
      if (chosen) return chosen.definition;
      if (!this.orderSensitive) return undefined;
    }
    return undefined;
  }

  /**
   * The methods for which a route would be found, in the order of their declaration.
   *
   * @param query with the slash at the end of its path, if there is one
   */
  methodsFor(query: Omit<RouteQuery, 'method'>): string[] {
    const methods = new Set(this.entries().map(({ method }) => RequestMethod[method]));
    const isFound = (method: string) =>
      method !== 'ALL' && this.search({ ...query, method }, 'matchesWritten') !== undefined;
    const allowed = [...methods].filter(isFound);
    return allowed.includes('GET') ? [...new Set([...allowed, 'HEAD'])] : allowed;
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
      matches: compilePattern(path, path, options),
      matchesWritten: compilePattern(path, path, written),
      candidates: routes.map(({ definition }) => ({
        definition,
        version: definition.version ?? VERSION_NEUTRAL,
        hosts: compileHosts(definition.hosts),
      })),
    }));
  }
}
