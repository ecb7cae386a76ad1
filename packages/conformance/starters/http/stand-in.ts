import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseQuery } from 'node:querystring';
import { match } from 'path-to-regexp';

/** What a request of the library looks like: Node's own, with what handlers and middleware read. */
export interface Request extends IncomingMessage {
  params: Record<string, unknown>;
  query: unknown;
  body?: unknown;
  rawBody?: Buffer;
  ip: string | undefined;
  originalUrl: string;
}

/** What a response of the library looks like: Node's own, with what handlers that take `@Res()` call. */
export interface Response extends ServerResponse {
  status(code: number): Response;
  header(name: string, value: string): Response;
  send(body: unknown): void;
  redirect(url: string): void;
}

export type Next = (error?: unknown) => void;
export type Handler = (request: Request, response: Response, next: Next) => unknown;
export type FailureHandler = (error: unknown, request: Request, response: Response) => unknown;

interface Layer {
  /** Undefined for every method. */
  readonly method: string | undefined;
  /** The parameters of a path that fits; undefined for middleware, which takes every path. */
  readonly fits: ((path: string) => Record<string, unknown> | undefined) | undefined;
  readonly handler: Handler;
}

/**
 * Replaces the HTTP library of the platform until there is one: layers of middleware and routes over plain
 * `node:http`, tried in the order in which they were added.
 */
export class StandIn {
  private readonly layers: Layer[] = [];
  /** Gives every response the methods of the library. */
  extendResponse: (response: ServerResponse) => Response = (response) => response as Response;
  onFailure: FailureHandler = (_error, _request, response) => response.writeHead(500).end();
  onMissing: Handler = (_request, response) => response.writeHead(404).end();

  /** A listener for `http.createServer`. */
  readonly listener = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const url = incoming.url ?? '/';
    const mark = url.indexOf('?');
    // Clients behind a proxy may send `http://host/path`.
    const path = (mark < 0 ? url : url.slice(0, mark)).replace(/^https?:\/\/[^/]*/i, '') || '/';
    const query = mark < 0 ? '' : url.slice(mark + 1);
    const request: Request = Object.assign(incoming, {
      originalUrl: url,
      query: parseQuery(query),
      params: {},
      ip: incoming.socket.remoteAddress,
    });
    this.run(0, path, request, this.extendResponse(outgoing));
  };

  use(handler: Handler): void {
    this.layers.push({ method: undefined, fits: undefined, handler });
  }

  route(method: string | undefined, path: string, handler: Handler): void {
    const fits = match(path);
    this.layers.push({
      method,
      handler,
      fits(requested) {
        const found = fits(requested);
        return found ? { ...found.params } : undefined;
      },
    });
  }

  private run(index: number, path: string, request: Request, response: Response): void {
    const layer = this.layers[index];
    const fail = (error: unknown): void => void this.onFailure(error, request, response);
    const next: Next = (error) => {
      if (error) fail(error);
      else this.run(index + 1, path, request, response);
    };
    try {
      if (layer?.fits) {
        const params = takes(layer, request) ? layer.fits(path) : undefined;
        if (!params) {
          next();
          return;
        }
        request.params = params;
      }
      const result = layer ? layer.handler(request, response, next) : this.onMissing(request, response, next);
      if (result instanceof Promise) result.catch(fail);
    } catch (error) {
      fail(error);
    }
  }
}

function takes({ method }: Layer, request: Request): boolean {
  return method === undefined || method === request.method || (method === 'GET' && request.method === 'HEAD');
}
