import type { RouteMatchingOptions } from '../route-registration.js';
import { decodePathText, encodePathText } from './path-syntax.js';
import { originForm, withoutQuery } from './request-path.js';

/**
 * Returns the path of a request as the router of a platform compares it, with its trailing slash; `undefined` if the
 * request target has no path, such as `*`. Middleware is matched against `requestPath()` instead, which accepts more.
 *
 * @param target the request target as the client wrote it
 * @param matching how the router compares paths
 */
export function routedPath(target: string, matching: RouteMatchingOptions): string | undefined {
  const { ignoreDuplicateSlashes = false, useSemicolonDelimiter, decodePath = true } = matching;
  if (!/^(?:https?:\/\/[^/?#]*)?\//i.test(target)) return undefined;
  const written = withoutQuery(originForm(target), useSemicolonDelimiter);
  const path = ignoreDuplicateSlashes ? written.replace(/\/{2,}/g, '/') : written;
  return decodePath && path.includes('%') ? path.split('/').map(decodeUnreserved).join('/') : path;
}

/** Returns the pattern that matches the paths that {@link routedPath} returns. */
export function routedPattern(path: string, { decodePath = true }: RouteMatchingOptions): string {
  return decodePath ? decodePathText(path) : encodePathText(path);
}

/** Routers that decode paths keep the escapes of reserved characters, such as `%2F` and `%3A`. */
function decodeUnreserved(segment: string): string {
  try {
    return decodeURI(segment);
  } catch {
    return segment;
  }
}
