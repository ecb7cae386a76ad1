/**
 * Returns the normalized path of a request, in origin form or absolute form: percent-decoded (except for `%2F`, which
 * no router treats as a slash), with single slashes, without query, fragment and trailing slash. Middleware is matched
 * against it, so that it cannot be bypassed by writing a path differently.
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

/** Returns whether the path is already normalized, as in almost every request. */
function isClean(path: string): boolean {
  return (
    !path.includes('%') && !path.includes('\\') && !path.includes('//') && (path.length === 1 || !path.endsWith('/'))
  );
}

/** Removes scheme and host from a request target, which clients behind a proxy may send (RFC 9112, section 3.2.2). */
export function originForm(target: string): string {
  const rest = target.slice(pathStart(target));
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Removes query and fragment from a request target. */
export function withoutQuery(target: string, semicolon = false): string {
  return target.slice(0, pathEnd(target, 0, semicolon)) || '/';
}

/** Returns the offset at which the path of a request target begins: after its scheme and host, if it has these. */
export function pathStart(target: string): number {
  return target.startsWith('/') ? 0 : (/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(target)?.[0].length ?? 0);
}

/**
 * Returns the offset after the path of a request target.
 *
 * @param start the offset at which the path begins
 */
export function pathEnd(target: string, start: number, semicolon = false): number {
  const length = target.slice(start).search(semicolon ? /[?#;]/ : /[?#]/);
  return length === -1 ? target.length : start + length;
}

/** Decodes a segment of a path, except for `%2F`. Returns it unchanged if it cannot be decoded. */
export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment.replace(/%2f/gi, '%252F'));
  } catch {
    return segment;
  }
}
