import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NextFunction, RouteMatchingOptions } from '@portico/core';

/** Middleware as Connect and Express define it, on Node's own request and response. */
export type ConnectMiddleware = (request: any, response: any, next: NextFunction) => unknown;

type MountedRequest = IncomingMessage & { originalUrl?: string; baseUrl?: string };

/**
 * Runs middleware given to `app.use()`. Mounted at a path, it runs for that path and everything below it and sees
 * a `url` without the path, as on Express.
 */
export function mountMiddleware(
  path: string | undefined,
  handlers: readonly ConnectMiddleware[],
  matching: () => RouteMatchingOptions,
): (request: IncomingMessage, response: ServerResponse, next: NextFunction) => void {
  if (path === undefined || path === '/') return (request, response, next) => runAll(handlers, request, response, next);

  const segments = path.split('/').filter(Boolean);
  return (request: MountedRequest, response, next) => {
    const url = request.url ?? '/';
    const rest = stripMount(url, segments, matching());
    if (rest === undefined) return next();
    const { baseUrl = '' } = request;
    request.originalUrl ??= url;
    request.baseUrl = baseUrl + path;
    request.url = rest;
    runAll(handlers, request, response, (error) => {
      request.url = url;
      request.baseUrl = baseUrl;
      next(error);
    });
  };
}

function runAll(
  handlers: readonly ConnectMiddleware[],
  request: IncomingMessage,
  response: ServerResponse,
  done: NextFunction,
): void {
  let index = 0;
  const next: NextFunction = (error) => {
    const handler = handlers[index++];
    if (error !== undefined && error !== null) return done(error);
    if (!handler) return done();
    try {
      const result = handler(request, response, next);
      if (result instanceof Promise)
        result.catch((reason: unknown) => done(reason ?? new Error('A middleware failed.')));
    } catch (thrown) {
      done(thrown);
    }
  };
  next();
}

/**
 * What remains of the URL below the mount path; `undefined` when it is elsewhere. However the path was written, it is
 * compared as the router reads it.
 */
function stripMount(url: string, mount: readonly string[], matching: RouteMatchingOptions): string | undefined {
  const { caseSensitive, useSemicolonDelimiter } = matching;
  const ends = useSemicolonDelimiter ? /[?#;]/ : /[?#]/;
  const start = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i.exec(url)?.[0].length ?? 0;
  const end = start + (ends.exec(url.slice(start))?.index ?? url.length - start);
  let position = start;
  for (const expected of mount) {
    while (url[position] === '/') position++;
    const segmentEnd = nextSlash(url, position, end);
    const segment = safeDecode(url.slice(position, segmentEnd));
    if (caseSensitive ? segment !== expected : segment.toLowerCase() !== expected.toLowerCase()) return undefined;
    position = segmentEnd;
  }
  const rest = url.slice(position);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function nextSlash(url: string, from: number, end: number): number {
  const slash = url.indexOf('/', from);
  return slash === -1 || slash > end ? end : slash;
}

function safeDecode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
