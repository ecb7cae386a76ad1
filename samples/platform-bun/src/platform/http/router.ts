import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ParsedUrlQuery } from 'node:querystring';
import { BadRequestException } from '@portico/common';
import type { ErrorHandler, NextFunction, RouteMatchingOptions } from '@portico/core/adapters';
import { compileRoutePath, type PathMatcher } from './route-path.js';

/** What handlers get as the request: with the members of Node's, and those that core reads. */
export interface HttpRequest extends IncomingMessage {
  method: string;
  url: string;
  readonly originalUrl: string;
  readonly ip: string | undefined;
  query: ParsedUrlQuery;
  params: Record<string, string | string[]>;
  body?: unknown;
  rawBody?: Buffer;
}

/** What handlers get as the response: with the members of Node's, and those that handlers with `@Res()` call. */
export interface HttpResponse extends ServerResponse {
  status(code: number): HttpResponse;
  header(name: string, value: string): HttpResponse;
  send(body?: unknown): void;
  redirect(url: string, status?: number): void;
}

export type Handler = (request: HttpRequest, response: HttpResponse, next: NextFunction) => unknown;
export type Failure = ErrorHandler<HttpRequest, HttpResponse>;

interface Layer {
  readonly handler: Handler;
  /** `undefined` for middleware, which runs for every request. */
  readonly route: { readonly method: string | undefined; readonly match: PathMatcher } | undefined;
}

/** The middleware and routes of an application, in the order in which they were added. Bun has no router of its own with it. */
export class Router {
  onFailure: Failure = (_error, _request, response) => void response.writeHead(500).end();
  onMissing: Handler = (_request, response) => void response.writeHead(404).end();
  private readonly layers: Layer[] = [];

  constructor(private readonly paths: Required<RouteMatchingOptions>) {}

  use(handler: Handler): void {
    this.layers.push({ handler, route: undefined });
  }

  /** @param method `undefined` for every method */
  route(method: string | undefined, path: string, handler: Handler): void {
    this.layers.push({ handler, route: { method, match: compileRoutePath(path, this.paths) } });
  }

  handle(request: HttpRequest, response: HttpResponse): void {
    const path = this.pathOf(request.originalUrl);
    if (path.includes('%') && !isDecodable(path)) {
      this.onFailure(new BadRequestException(`Failed to decode the path '${path}'`), request, response);
      return;
    }
    this.run(0, path, request, response);
  }

  private run(from: number, path: string, request: HttpRequest, response: HttpResponse): void {
    let index = from;
    let handler = this.onMissing;
    for (; index < this.layers.length; index++) {
      const layer = this.layers[index]!;
      if (layer.route) {
        if (!accepts(layer.route.method, request.method)) continue;
        const params = layer.route.match(path);
        if (!params) continue;
        request.params = params;
      }
      handler = layer.handler;
      break;
    }
    let isDone = false;
    const next: NextFunction = (error) => {
      if (isDone) return;
      isDone = true;
      if (error !== undefined && error !== null) this.onFailure(error, request, response);
      else this.run(index + 1, path, request, response);
    };
    const fail = (error: unknown): void => {
      isDone = true;
      this.onFailure(error ?? new Error('A handler failed without an error'), request, response);
    };
    try {
      const result = handler(request, response, next);
      if (result instanceof Promise) result.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  /** The path as the client wrote it: it is decoded after it was matched, so that `%2F` is not a slash. */
  private pathOf(target: string): string {
    const origin = target.startsWith('/') ? target : target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '');
    const end = origin.search(/[?#]/);
    const path = (end < 0 ? origin : origin.slice(0, end)) || '/';
    return this.paths.ignoreDuplicateSlashes ? path.replace(/\/{2,}/g, '/') : path;
  }
}

/** A route for GET also handles HEAD, unless a route for HEAD is before it. */
function accepts(method: string | undefined, requested: string): boolean {
  return method === undefined || method === requested || (method === 'GET' && requested === 'HEAD');
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
