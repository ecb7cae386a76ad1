import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SecurityHeadersOptions } from '@portico/common';
import { isObject } from '@portico/common/internal';
import type { NextFunction } from '../route-registration.js';
import { contentSecurityPolicy, type HeaderText } from './content-security-policy.js';
import { invalidSecurityOption } from './invalid-option.js';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: NextFunction) => void;
type Setting = boolean | object | undefined;

/**
 * Creates middleware that sets the security headers of browsers. Every header has a safe default, can be configured,
 * and is omitted with `false`.
 */
export function securityHeaders(options: SecurityHeadersOptions = {}): Middleware {
  const headers = headersOf(options);
  const fixed = headers.filter((header): header is [string, string] => typeof header[1] === 'string');
  const computed = headers.filter(
    (header): header is [string, Exclude<HeaderText, string>] => typeof header[1] === 'function',
  );
  return (request, response, next) => {
    for (const [name, value] of fixed) response.setHeader(name, value);
    for (const [name, value] of computed) response.setHeader(name, value(request, response));
    if (options.xPoweredBy !== true) response.removeHeader('X-Powered-By');
    next();
  };
}

function headersOf(options: SecurityHeadersOptions): [string, HeaderText][] {
  const { contentSecurityPolicy: policy, referrerPolicy, strictTransportSecurity } = options;
  const headers: [string, HeaderText | undefined][] = [
    policy === false ? ['', undefined] : contentSecurityPolicy(policy === true ? {} : (policy ?? {})),
    [
      'Cross-Origin-Embedder-Policy',
      options.crossOriginEmbedderPolicy
        ? field(options.crossOriginEmbedderPolicy, 'policy', 'require-corp')
        : undefined,
    ],
    ['Cross-Origin-Opener-Policy', field(options.crossOriginOpenerPolicy, 'policy', 'same-origin')],
    ['Cross-Origin-Resource-Policy', field(options.crossOriginResourcePolicy, 'policy', 'same-origin')],
    ['Origin-Agent-Cluster', options.originAgentCluster === false ? undefined : '?1'],
    ['Referrer-Policy', field(referrerPolicy, 'policy', 'no-referrer')],
    ['Strict-Transport-Security', strictTransport(strictTransportSecurity)],
    ['X-Content-Type-Options', options.xContentTypeOptions === false ? undefined : 'nosniff'],
    [
      'X-DNS-Prefetch-Control',
      options.xDnsPrefetchControl === false
        ? undefined
        : field(options.xDnsPrefetchControl, 'allow', false) === 'true'
          ? 'on'
          : 'off',
    ],
    ['X-Download-Options', options.xDownloadOptions === false ? undefined : 'noopen'],
    ['X-Frame-Options', field(options.xFrameOptions, 'action', 'sameorigin')?.toUpperCase()],
    ['X-Permitted-Cross-Domain-Policies', field(options.xPermittedCrossDomainPolicies, 'permittedPolicies', 'none')],
    ['X-XSS-Protection', options.xXssProtection === false ? undefined : '0'],
  ];
  return headers.filter((header): header is [string, HeaderText] => header[1] !== undefined);
}

/** Returns a header with one field: its default, the value of the option, or nothing if it is off. */
function field(setting: Setting, name: string, byDefault: string | boolean): string | undefined {
  if (setting === false) return undefined;
  const given = isObject(setting) ? setting[name] : undefined;
  return [given ?? byDefault].flat().join(',');
}

function strictTransport(setting: SecurityHeadersOptions['strictTransportSecurity']): string | undefined {
  if (setting === false) return undefined;
  const { maxAge = 31_536_000, includeSubDomains = true, preload = false } = typeof setting === 'object' ? setting : {};
  if (!(maxAge >= 0))
    throw invalidSecurityOption(
      'strictTransportSecurity',
      `maxAge is ${maxAge}.`,
      'Set maxAge to a number of seconds.',
    );
  return `max-age=${Math.trunc(maxAge)}${includeSubDomains ? '; includeSubDomains' : ''}${preload ? '; preload' : ''}`;
}
