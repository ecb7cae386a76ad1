import { type GlobalPrefixOptions, RequestMethod } from '@portico/common';
import { pathToRegexp } from 'path-to-regexp';
import { joinPath } from './join-path.js';
import { convertLegacyPath } from './legacy-path.js';

interface Exclusion {
  readonly pattern: RegExp;
  readonly method: RequestMethod;
}

/** The routes that `setGlobalPrefix(prefix, { exclude })` leaves without the prefix. */
export class PrefixExclusions {
  private readonly exclusions: readonly Exclusion[];

  constructor(options: GlobalPrefixOptions) {
    this.exclusions = (options.exclude ?? []).map((route) => {
      const { path, method } = typeof route === 'string' ? { path: route, method: RequestMethod.ALL } : route;
      const pattern = convertLegacyPath(joinPath(path), 'setGlobalPrefix({ exclude })');
      return { pattern: pathToRegexp(pattern).regexp, method };
    });
  }

  /**
   * @param path the route's path without the prefix; a parameter in it counts as its own name
   * @param method any when absent
   */
  excludes(path: string, method?: RequestMethod): boolean {
    return this.exclusions.some(
      (exclusion) =>
        (method === undefined || exclusion.method === RequestMethod.ALL || exclusion.method === method) &&
        exclusion.pattern.test(path),
    );
  }
}
