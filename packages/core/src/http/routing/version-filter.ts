import { VERSION_NEUTRAL, type VersioningOptions, type VersionValue } from '@portico/common';
import type { NextFunction, RouteHandler } from '../route-registration.js';
import { versionReaderOf } from './request-version.js';

/** How well a route fits a request: the index of its version among those asked for, or one of these. */
export const NO_MATCH = Number.POSITIVE_INFINITY;
const NEUTRAL_MATCH = Number.MAX_SAFE_INTEGER;

/**
 * Rates a route's version against what a request asks for. The smaller the better: an exact
 * version before a neutral one, a version asked for first before one asked for later.
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

/** In a list, `VERSION_NEUTRAL` stands for requests that name no version. On its own it stands for all. */
function rateNone(asked: string | readonly string[] | undefined): number {
  return asked === undefined || asked.length === 0 ? NEUTRAL_MATCH : NO_MATCH;
}

/** A handler that takes the requests of its version and calls `next()` for others. */
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
