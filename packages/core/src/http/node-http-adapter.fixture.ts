import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { NestApplicationOptions } from '@portico/common';
import { type MatchFunction, match } from 'path-to-regexp';
import { AbstractHttpAdapter } from './abstract-http-adapter.js';
import type { ErrorHandler, NextFunction, RouteHandler } from './route-registration.js';

interface NodeRequest extends IncomingMessage {
  params: Record<string, unknown>;
  query: Record<string, string>;
  body?: unknown;
  rawBody?: Buffer;
  originalUrl?: string;
}

interface Layer {
  readonly method: string;
  readonly matches: MatchFunction<Record<string, string | string[]>>;
  readonly handler: RouteHandler;
}

/**
 * An adapter on the HTTP server of Node that only has the documented members. The tests of core run
 * on it, which proves that these members are enough.
 */
export class NodeHttpAdapter extends AbstractHttpAdapter<Server, NodeRequest, ServerResponse> {
  private readonly middleware: RouteHandler[] = [];
  private readonly layers: Layer[] = [];
  private errorHandler: ErrorHandler | undefined;
  private notFoundHandler: RouteHandler | undefined;

  getType(): string {
    return 'node';
  }

  initHttpServer({ httpsOptions }: NestApplicationOptions): void {
    const listener = (request: IncomingMessage, response: ServerResponse): void =>
      this.accept(request as NodeRequest, response);
    this.httpServer = httpsOptions ? createSecureServer(httpsOptions, listener) : createServer(listener);
  }

  override use(handler: RouteHandler): void {
    this.middleware.push(handler);
  }

  override get(...args: any[]): void {
    this.add('GET', args);
  }
  override post(...args: any[]): void {
    this.add('POST', args);
  }
  override put(...args: any[]): void {
    this.add('PUT', args);
  }
  override patch(...args: any[]): void {
    this.add('PATCH', args);
  }
  override delete(...args: any[]): void {
    this.add('DELETE', args);
  }
  override head(...args: any[]): void {
    this.add('HEAD', args);
  }
  override options(...args: any[]): void {
    this.add('OPTIONS', args);
  }
  override search(...args: any[]): void {
    this.add('SEARCH', args);
  }
  override propfind(...args: any[]): void {
    this.add('PROPFIND', args);
  }
  override all(...args: any[]): void {
    this.add('*', args);
  }

  getRequestHostname(request: NodeRequest): string {
    return (request.headers.host ?? '').replace(/:\d+$/, '');
  }

  getRequestMethod(request: NodeRequest): string {
    return request.method ?? 'GET';
  }

  getRequestUrl(request: NodeRequest): string {
    return request.originalUrl ?? request.url ?? '/';
  }

  reply(response: ServerResponse, body: unknown, statusCode?: number): void {
    const [type, payload] = encode(body);
    if (statusCode !== undefined) response.statusCode = statusCode;
    if (type && !response.hasHeader('content-type')) response.setHeader('content-type', type);
    response.setHeader('content-length', payload.length);
    response.end(payload);
  }

  status(response: ServerResponse, statusCode: number): void {
    response.statusCode = statusCode;
  }

  end(response: ServerResponse, message?: string): void {
    response.end(message);
  }

  async render(response: ServerResponse, view: string, options: unknown): Promise<void> {
    if (view === 'broken') throw new Error('the view is broken');
    this.reply(response, `<p>${view}: ${JSON.stringify(options)}</p>`);
  }

  redirect(response: ServerResponse, statusCode: number, url: string): void {
    response.writeHead(statusCode, { location: url }).end();
  }

  isHeadersSent(response: ServerResponse): boolean {
    return response.headersSent;
  }

  setHeader(response: ServerResponse, name: string, value: string): void {
    response.setHeader(name, value);
  }

  getHeader(response: ServerResponse, name: string): unknown {
    return response.getHeader(name);
  }

  appendHeader(response: ServerResponse, name: string, value: string): void {
    response.appendHeader(name, value);
  }

  setErrorHandler(handler: ErrorHandler): void {
    this.errorHandler = handler;
  }

  setNotFoundHandler(handler: RouteHandler): void {
    this.notFoundHandler = handler;
  }

  registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.use(async (request: NodeRequest, _response, next) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      if (rawBody) request.rawBody = bytes;
      if (bytes.length > 1000) return next(Object.assign(new Error('too large'), { statusCode: 413, expose: true }));
      const isJson = request.headers['content-type']?.includes('json') && bytes.length > 0;
      try {
        if (isJson) request.body = JSON.parse(bytes.toString());
      } catch (error) {
        return next(Object.assign(error as Error, { status: 400 }));
      }
      next();
    });
  }

  enableCors(): void {
    this.use((_request, response: ServerResponse, next) => {
      response.setHeader('access-control-allow-origin', '*');
      next();
    });
  }

  useStaticAssets(): void {}
  setViewEngine(): void {}

  private add(method: string, args: any[]): void {
    const [path, handler] = args.length > 1 ? args : ['/*all', args[0]];
    this.layers.push({ method, matches: match(path), handler });
  }

  private accept(request: NodeRequest, response: ServerResponse): void {
    const url = (): URL => new URL(request.url ?? '/', 'http://localhost');
    request.query = Object.fromEntries(url().searchParams);
    const candidates = this.layers.filter(
      ({ method }) => method === '*' || method === request.method || (method === 'GET' && request.method === 'HEAD'),
    );
    const steps: RouteHandler[] = [
      ...this.middleware,
      ...candidates.map(
        ({ matches, handler }): RouteHandler =>
          (req: NodeRequest, res, next) => {
            const found = matches(url().pathname);
            if (!found) return next();
            req.params = found.params;
            return handler(req, res, next);
          },
      ),
    ];
    const step =
      (index: number): NextFunction =>
      (error) => {
        if (error !== undefined) return void this.errorHandler?.(error, request, response);
        const handler = steps[index] ?? this.notFoundHandler;
        const next = step(index + 1);
        const returned: unknown = handler?.(request, response, next);
        if (returned instanceof Promise) returned.catch(next);
      };
    step(0)();
  }
}

function encode(body: unknown): [type: string | undefined, payload: Buffer] {
  if (body === undefined || body === null) return [undefined, Buffer.alloc(0)];
  if (body instanceof Uint8Array) return ['application/octet-stream', Buffer.from(body)];
  if (typeof body === 'object') return ['application/json; charset=utf-8', Buffer.from(JSON.stringify(body))];
  return ['text/html; charset=utf-8', Buffer.from(String(body))];
}
