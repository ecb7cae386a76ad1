import { encodePathText, spellingPattern } from '@portico/core/adapters';

/** Has a meaning in the syntax of path-to-regexp. */
const SYNTAX = /[:*{}()[\]?+!\\]/;

/**
 * Returns a path of `app.use()` as Express compares it. A string without its leading slash is complemented: Express
 * would match no request.
 */
export function encodedMountPath(path: string): string {
  // A wildcard or an optional part at the beginning may contain the leading slash.
  return encodePathText(/^[/*{]/.test(path) ? path : `/${path}`);
}

/**
 * Returns a path of `app.use()` as Express compares it, for every spelling of a client: with letters that are
 * percent-encoded although they need not be, or with duplicate slashes. Handlers behind middleware, such as those that
 * serve files, decode paths.
 */
export function mountPath(path: string, caseSensitive: boolean): string | RegExp {
  if (SYNTAX.test(path)) return encodedMountPath(path);
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments.length === 0) return '/';
  const source = segments.map((segment) => `/+${spellingPattern(decode(segment))}`).join('');
  return new RegExp(`^${source}(?=/|$)`, caseSensitive ? '' : 'i');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
