/**
 * The normalized path of a request, in origin form or absolute form: percent-decoded (except for `%2F`, which no router
 * treats as a slash), with single slashes, without query, fragment and trailing slash. Middleware is matched against
 * it, so that it cannot be bypassed by writing a path differently.
 *
 * @param target the request target as the client wrote it
 * @param semicolon `;` starts the query, as an option of some routers has it
 */
export function requestPath(target: string, semicolon = false): string {
  const path = withoutQuery(originForm(target), semicolon);
  if (isClean(path)) return path;
  const segments = path
    .replaceAll('\\', '/')
    .split('/')
    .filter((segment) => segment !== '');
  return `/${segments.map(decodeSegment).join('/')}`;
}

/**
 * The normalized path with its duplicate slashes and its slash at the end, which many routers keep.
 *
 * @param target the request target as the client wrote it
 * @param semicolon `;` starts the query, as an option of some routers has it
 */
export function pathWithSlashes(target: string, semicolon = false): string {
  const path = withoutQuery(originForm(target), semicolon);
  return isClean(path) ? path : path.replaceAll('\\', '/').split('/').map(decodeSegment).join('/');
}

/** Whether the path is already normalized, as in almost every request. */
function isClean(path: string): boolean {
  return (
    !path.includes('%') && !path.includes('\\') && !path.includes('//') && (path.length === 1 || !path.endsWith('/'))
  );
}

/** Without scheme and host, which clients behind a proxy may send (RFC 9112, section 3.2.2). */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(target);
  const rest = scheme ? target.slice(scheme[0].length) : target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Without query and fragment. */
export function withoutQuery(target: string, semicolon = false): string {
  const end = target.search(semicolon ? /[?#;]/ : /[?#]/);
  return end < 0 ? target : target.slice(0, end) || '/';
}

/** Decoded, except for `%2F`; unchanged if it cannot be decoded. */
export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment.replace(/%2f/gi, '%252F'));
  } catch {
    return segment;
  }
}
