import { VERSION_NEUTRAL, type VersioningOptions, type VersionValue } from '@portico/common';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import { versionReaderOf } from './request-version.js';

/** How well a route matches a request: the index of its version among the requested ones, or one of these. */
export const NO_MATCH = Number.POSITIVE_INFINITY;
const NEUTRAL_MATCH = Number.MAX_SAFE_INTEGER;

/**
 * Compares the version of a route with the requested versions. Lower is better: an exact version before a neutral one,
 * and a preferred version before a less preferred one.
 */
export function rateVersion(version: VersionValue, asked: string | readonly string[] | undefined): number {
  if (Array.isArray(version)) {
    let best = NO_MATCH;
    for (const one of version)
      best = Math.min(best, one === VERSION_NEUTRAL ? rateNone(asked) : rateVersion(one, asked));
    return best;
  }
  if (version === VERSION_NEUTRAL) return NEUTRAL_MATCH;
  if (asked === undefined) return NO_MATCH;
  if (typeof asked === 'string') return asked === version ? 0 : NO_MATCH;
  const index = asked.indexOf(version);
  return index < 0 ? NO_MATCH : index;
}

/** In a list, `VERSION_NEUTRAL` stands for requests without a version. Alone, it stands for all requests. */
function rateNone(asked: string | readonly string[] | undefined): number {
  return asked === undefined || asked.length === 0 ? NEUTRAL_MATCH : NO_MATCH;
}

/** Creates a handler that handles requests of its version and calls `next()` for others. */
export function filterByVersion<TRequest, TResponse>(
  handler: RouteHandler<TRequest, TResponse>,
  version: VersionValue,
  options: VersioningOptions,
): (request: TRequest, response: TResponse, next: NextFunction) => unknown {
  const read = versionReaderOf(options);
  if (!read) return handler;
  return (request, response, next) =>
    rateVersion(version, read(request)) === NO_MATCH ? next() : handler(request, response, next);
}
