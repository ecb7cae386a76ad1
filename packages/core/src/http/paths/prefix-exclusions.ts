import { type GlobalPrefixOptions, Logger, RequestMethod } from '@portico/common';
import { pathToRegexp } from 'path-to-regexp';
import { coreError } from '../../errors/core-error.js';
import { readDeclaredPath } from './declared-path.js';
import { decodePathText, withoutEscapes } from './path-syntax.js';
import { takesMethod } from './takes-method.js';

interface Exclusion {
  /** Matches declared paths. */
  readonly pattern: RegExp;
  /** Matches decoded paths of requests. */
  readonly decoded: RegExp;
  readonly method: RequestMethod;
}

/** The paths that `setGlobalPrefix(prefix, { exclude })` excludes from the prefix. */
export class PrefixExclusions {
  private readonly exclusions: readonly Exclusion[];

  constructor(options: GlobalPrefixOptions) {
    this.exclusions = (options.exclude ?? []).map((route) => {
      const { path, method } = typeof route === 'string' ? { path: route, method: RequestMethod.ALL } : route;
      const pattern = readDeclaredPath(/^(\/|\{\/)/.test(path) ? path : `/${path}`, 'setGlobalPrefix({ exclude })');
      if (/.\/$/.test(pattern)) warnOfTrailingSlash(path);
      return { pattern: pathToRegexp(pattern).regexp, decoded: pathToRegexp(decodePathText(pattern)).regexp, method };
    });
  }

  /**
   * @param path a route's path without prefix and version, as its decorators write it: `@Get()` of `@Controller('a')` is
   *   `/a/`. A parameter in it counts as its own name
   */
  excludes(path: string, method: RequestMethod): boolean {
    const written = withoutEscapes(path);
    return this.exclusions.some(
      (exclusion) =>
        (exclusion.method === RequestMethod.ALL || exclusion.method === method) && exclusion.pattern.test(written),
    );
  }

  /**
   * Returns whether a request can be for an excluded route: whether its route is written with a slash at the end is not
   * known.
   *
   * @param method of a request: HEAD is excluded where GET is
   */
  excludesRequest(path: string, method: string): boolean {
    return this.exclusions.some(
      (exclusion) =>
        takesMethod(exclusion.method, method) && (exclusion.decoded.test(path) || exclusion.decoded.test(`${path}/`)),
    );
  }
}

function warnOfTrailingSlash(path: string): void {
  const warning = coreError({
    code: 'PORTICO_PREFIX_EXCLUSION',
    lines: [
      `The path "${path}" in setGlobalPrefix({ exclude }) excludes only routes whose method is written without a path, or ` +
        'with a slash at its end, because the exclusion has a slash at its end.',
    ],
    remedies: [`Write "${path.replace(/\/+$/, '')}", which excludes every route of this path.`],
  });
  new Logger('RoutePath').warn(warning.message);
}
