import type { HonoAdapterOptions } from './options.js';

/**
 * The path that Hono routes: as the client sent it, without the normalization of `URL`. `/x/../admin` and
 * `/%61dmin` are different paths from `/admin`, so that no spelling of a path bypasses a middleware.
 */
export function pathReader({ ignoreTrailingSlash, ignoreDuplicateSlashes }: HonoAdapterOptions) {
  return (target = '/'): string => {
    const origin = target.startsWith('/') ? target : target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
    const end = origin.search(/[?#]/);
    let path = (end < 0 ? origin : origin.slice(0, end)) || '/';
    if (ignoreDuplicateSlashes) path = path.replace(/\/{2,}/g, '/');
    if (ignoreTrailingSlash && path.length > 1 && path.endsWith('/')) path = path.slice(0, -1);
    return path;
  };
}
