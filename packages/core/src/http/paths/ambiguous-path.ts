import { originForm, withoutQuery } from './request-path.js';

/**
 * Returns whether code that decodes the path of a request, such as code that serves files, may find other segments in
 * it than a router: an encoded slash, a backslash, or a segment `.` or `..`. Middleware for a folder does not run for
 * such a path, so no file must be served for it. Clients remove the last two before they send a request.
 *
 * @param target the request target as the client wrote it
 * @example
 * hasAmbiguousSegments('/assets/private%2Fkey.pem'); // true
 * @see https://www.rfc-editor.org/rfc/rfc3986.html#section-7.3
 */
export function hasAmbiguousSegments(target: string): boolean {
  return /%2f|\\|%5c|(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)/i.test(withoutQuery(originForm(target)));
}
