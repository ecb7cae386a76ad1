import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CsrfProtectionOptions, ForbiddenException } from '@portico/common';
import { isOriginOfHost } from '@portico/common/internal';
import type { NextFunction, RouteMatchingOptions } from '../route-registration.js';
import { csrfExclusions } from './csrf-exclusions.js';
import { invalidSecurityOption } from './invalid-option.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

/**
 * Creates middleware that refuses unsafe requests that a browser sends for another site. It needs no token: browsers
 * send the origin of a request in `Sec-Fetch-Site`, older ones in `Origin`. Clients other than browsers send neither
 * and are accepted.
 *
 * @param matchingOf how the router compares paths
 */
export function csrfProtection(
  options: CsrfProtectionOptions = {},
  matchingOf: () => RouteMatchingOptions,
): (request: IncomingMessage & { originalUrl?: string }, response: ServerResponse, next: NextFunction) => void {
  const trusted = new Set((options.trustedOrigins ?? []).map(originOf));
  const isExcluded = csrfExclusions(options.exclude ?? [], matchingOf);
  return (request, _response, next) => {
    if (SAFE_METHODS.has(request.method ?? 'GET')) return next();
    const refusal = refusalOf(request);
    if (refusal === undefined || trusted.has(request.headers.origin ?? '')) return next();
    if (isExcluded(request.originalUrl ?? request.url ?? '/')) return next();
    next(new ForbiddenException(refusal));
  };
}

/** Returns why a request is refused; `undefined` when it is not. */
function refusalOf({ headers }: IncomingMessage): string | undefined {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) {
    return site === 'same-origin' || site === 'none'
      ? undefined
      : 'The request comes from another site, as its Sec-Fetch-Site header says';
  }
  const { origin, host = headers[':authority'] } = headers;
  if (origin === undefined || isOriginOfHost(origin, host && String(host))) return undefined;
  return 'The request comes from another site: its Origin header names another host';
}

function originOf(origin: string): string {
  const parsed = URL.canParse(origin) ? new URL(origin).origin : 'null';
  if (parsed === 'null')
    throw invalidSecurityOption(
      'trustedOrigins',
      `"${origin}" is not an origin.`,
      'Write it like https://accounts.example.com.',
    );
  return parsed;
}
