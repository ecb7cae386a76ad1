import type { VersionValue } from '@portico/common';
import type { HostMatcher } from './host-filter.js';
import type { VersionReader } from './request-version.js';
import { NO_MATCH, rateVersion } from './version-filter.js';

/** The criteria for choosing between several routes with the same path and method. */
export interface Choosable {
  readonly version: VersionValue;
  readonly hosts: HostMatcher | undefined;
}

/** Returns the best match for a request among the candidates that have not been tried yet. */
export function chooseRoute<T extends Choosable, R>(
  candidates: readonly T[],
  asked: ReturnType<VersionReader>,
  hostnameOf: (request: R) => string,
  request: R,
  tried?: ReadonlySet<T>,
): T | undefined {
  let best: T | undefined;
  let bestRating = NO_MATCH;
  for (const candidate of candidates) {
    if (tried?.has(candidate)) continue;
    const rating = rateVersion(candidate.version, asked);
    if (rating >= bestRating) continue;
    if (candidate.hosts && !candidate.hosts(hostnameOf(request))) continue;
    best = candidate;
    bestRating = rating;
  }
  return best;
}
