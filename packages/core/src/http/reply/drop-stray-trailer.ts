import type { ServerResponse } from 'node:http';

/**
 * Removes `Trailer` from a response to which a stream will be written, unless it will be chunked. Node would throw when
 * the first bytes arrive, where nobody can catch the error.
 *
 * @example
 * dropStrayTrailer(response);
 * stream.pipe(response);
 * @see https://nodejs.org/api/http.html#responseaddtrailersheaders
 */
export function dropStrayTrailer(response: ServerResponse): void {
  if (response.getHeader('trailer') === undefined) return;
  const { req, statusCode } = response;
  if (req.httpVersionMajor > 1) return;
  const isEmpty = req.method === 'HEAD' || statusCode === 204 || statusCode === 304;
  const isChunked = req.httpVersionMinor > 0 && response.getHeader('content-length') === undefined;
  if (isEmpty || !isChunked) response.removeHeader('trailer');
}
