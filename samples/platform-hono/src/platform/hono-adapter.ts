import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import {
  BadRequestException,
  type CorsOptions,
  type CorsOptionsDelegate,
  type NestApplicationOptions,
  StreamableFile,
} from '@portico/common';
import { AbstractHttpAdapter } from '@portico/core';
import {
  type ConnectMiddleware,
  encodePathText,
  hasAmbiguousSegments,
  type MountPath,
  mountMiddleware,
  type NextFunction,
  type RouteMatchingOptions,
  type RouteMember,
  warnOfMissingFolder,
} from '@portico/core/adapters';
import cors from 'cors';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { bodyParser } from './body-parser.js';
import { connect } from './connect-middleware.js';
import { replyOf } from './exchange.js';
import type { HonoApp, HonoEnvironment } from './hono-app.js';
import { type Failure, type Handler, toHonoHandler } from './hono-handler.js';
import type { HonoReply } from './hono-reply.js';
import type { HonoRequest } from './hono-request.js';
import type { BodyParserOptions, BodyType, HonoAdapterOptions } from './options.js';
import { pathReader } from './request-path.js';
import { toRoutePath } from './route-path.js';

/** A reply, or in middleware the response of Node. */
type AnyReply = HonoReply | ServerResponse;

/**
 * The adapter for Hono.
 *
 * @example
 * const adapter = new HonoAdapter();
 * adapter.getInstance().use(etag());
 * const app = await NestFactory.create(AppModule, adapter);
 */
export class HonoAdapter extends AbstractHttpAdapter<Server | SecureServer, HonoRequest, HonoReply> {
  declare protected instance: HonoApp;
  private readonly paths: Required<HonoAdapterOptions>;
  private onFailure: Failure | undefined;

  constructor(options: HonoAdapterOptions = {}) {
    const paths = { ignoreTrailingSlash: true, ignoreDuplicateSlashes: false, ...options };
    const readPath = pathReader(paths);
    super(new Hono<HonoEnvironment>({ getPath: (_request, given) => readPath(given?.env?.incoming.url) }));
    this.paths = paths;
    this.instance.use(this.adapted(refuseBrokenPath));
  }

  /** Returns the Hono application, for adding middleware and routes of Hono. */
  override getInstance<T = HonoApp>(): T {
    return super.getInstance<T>();
  }

  getType(): string {
    return 'hono';
  }

  initHttpServer({ httpsOptions }: NestApplicationOptions): void {
    const listener = this.requestListener();
    this.httpServer = httpsOptions ? createSecureServer(httpsOptions, listener) : createServer(listener);
  }

  /** Returns a listener for a server that the application creates. */
  requestListener(): (request: IncomingMessage, response: ServerResponse) => void {
    // A request without a Host header needs a host name. The global classes of Node are not replaced.
    return getRequestListener(this.instance.fetch, { hostname: 'localhost', overrideGlobalObjects: false });
  }

  // ── routes and middleware ─────────────────────────────────────────────────────────────────

  protected override addRoute(
    method: RouteMember,
    ...args: [path: string, handler: Handler] | [handler: Handler]
  ): void {
    const [path, handler] = args.length === 1 ? ['/{*path}', ...args] : args;
    const { pattern, read } = toRoutePath(path, this.paths.ignoreTrailingSlash);
    // Hono calls the GET route for HEAD requests.
    const isHead = method === 'head';
    const run: Handler = (request, reply, next) => {
      if (isHead && request.method !== 'HEAD') return next();
      const { req } = request.context;
      const params = read ? read(req.path) : req.param();
      if (!params) return next();
      request.params = params;
      return handler(request, reply, next);
    };
    this.instance.on(isHead ? 'GET' : method.toUpperCase(), pattern, this.adapted(run));
  }

  /** Adds middleware written for Connect or Express: `use(handler)` or `use(path, handler)`. */
  override use(...args: (MountPath | ConnectMiddleware)[]): this {
    const [first] = args;
    const path = typeof first === 'function' ? undefined : first;
    const handlers = args.filter((each) => typeof each === 'function');
    const middleware = mountMiddleware(path, handlers, () => ({ caseSensitive: false, ignoreTrailingSlash: true }));
    this.instance.use(this.adapted(connect(middleware)));
    return this;
  }

  override getRouteMatchingOptions(): RouteMatchingOptions {
    return { caseSensitive: true, decodePath: false, ...this.paths };
  }

  setErrorHandler(handler: Failure): void {
    this.onFailure = handler;
    this.instance.onError((error, context) => {
      if (error instanceof HTTPException && error.res) return error.getResponse();
      return this.adapted((request, reply) => this.fail(error, request, reply))(context) as Promise<Response>;
    });
  }

  /** The message of an exception of Hono is meant for the client. */
  override mapException(error: unknown): unknown {
    return error instanceof HTTPException ? Object.assign(error, { expose: true }) : error;
  }

  setNotFoundHandler(handler: Handler): void {
    this.instance.notFound((context) => this.adapted(handler)(context) as Promise<Response>);
  }

  override setOnRequestHook(
    onRequest: (request: HonoRequest, reply: HonoReply, done: () => void) => Promise<void> | void,
  ): void {
    this.instance.use(this.adapted(onRequest));
  }

  override setOnResponseHook(onResponse: (request: HonoRequest, reply: HonoReply) => Promise<void> | void): void {
    this.instance.use(
      this.adapted((request, reply, next) => {
        reply.raw.once('finish', () => this.runHook(() => onResponse(request, reply)));
        next();
      }),
    );
  }

  private adapted(handler: Handler): ReturnType<typeof toHonoHandler> {
    return toHonoHandler(handler, (error, request, reply) => this.fail(error, request, reply));
  }

  private fail(error: unknown, request: HonoRequest, reply: HonoReply): void {
    if (this.onFailure) this.onFailure(error, request, reply);
    else reply.status(500).end();
  }

  // ── the request ───────────────────────────────────────────────────────────────────────────

  getRequestHostname(request: HonoRequest): string {
    return (request.headers.host ?? '').replace(/:\d+$/, '');
  }

  getRequestMethod(request: HonoRequest): string {
    return request.method;
  }

  getRequestUrl(request: HonoRequest): string {
    return request.originalUrl;
  }

  // ── the reply ─────────────────────────────────────────────────────────────────────────────

  reply(response: AnyReply, body: unknown, statusCode?: number): void {
    const reply = replyOf(response);
    if (statusCode !== undefined) reply.status(statusCode);
    if (body instanceof StreamableFile) this.replyFile(reply, body);
    else reply.send(body);
  }

  override takeOver(response: AnyReply): ServerResponse {
    return replyOf(response).takeOver();
  }

  status(response: AnyReply, statusCode: number): HonoReply {
    return replyOf(response).status(statusCode);
  }

  end(response: AnyReply, message?: string): void {
    replyOf(response).end(message);
  }

  redirect(response: AnyReply, statusCode: number, url: string): void {
    replyOf(response).redirect(url, statusCode);
  }

  isHeadersSent(response: AnyReply): boolean {
    return replyOf(response).sent;
  }

  setHeader(response: AnyReply, name: string, value: string): HonoReply {
    return replyOf(response).header(name, value);
  }

  getHeader(response: AnyReply, name: string): unknown {
    return replyOf(response).raw.getHeader(name);
  }

  appendHeader(response: AnyReply, name: string, value: string): void {
    replyOf(response).raw.appendHeader(name, value);
  }

  render(): never {
    throw new Error('Hono has no view engines. Return the HTML, or render JSX in a handler of Hono.');
  }

  // ── optional features ──────────────────────────────────────────────────────────────────────

  registerParserMiddleware(_prefix?: string, rawBody = false): void {
    this.useBodyParser('json', rawBody);
    this.useBodyParser('urlencoded', rawBody);
  }

  /** @example app.useBodyParser('text', { limit: 1_000_000 }); */
  override useBodyParser(type: BodyType, rawBody: boolean, options: BodyParserOptions = {}): this {
    this.instance.use(this.adapted(bodyParser(type, rawBody, options)));
    return this;
  }

  /** Uses the package cors, whose options are the documented ones. */
  enableCors(options?: CorsOptions | CorsOptionsDelegate<HonoRequest>): this {
    return this.use(cors(options as cors.CorsOptions));
  }

  /** Serves the files of a folder under the path `options.prefix`, except those whose names begin with a dot, such as `.env`. */
  useStaticAssets(folder: string, { prefix = '/' }: { prefix?: string } = {}): this {
    warnOfMissingFolder(folder);
    const path = encodePathText(`/${prefix.replace(/^\/+|\/+$/g, '')}`.replace(/^\/$/, '')).replace(/\\(.)/g, '$1');
    const { length } = decodeURI(path);
    this.instance.use(`${path}/*`, (context, next) => {
      const { url = '/' } = context.env.incoming;
      const file = decodePath(context.req.path);
      if (file === undefined || /[/\\]\./.test(file) || hasAmbiguousSegments(url)) return next();
      // Hono itself serves no file for a path that is percent-encoded.
      return serveStatic({ root: folder, path: file.slice(length) })(context, next);
    });
    return this;
  }

  setViewEngine(): never {
    return this.render();
  }
}

/** A path that cannot be decoded names no file. */
function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Rejects paths that cannot be decoded with 400, even if there is no route. */
function refuseBrokenPath(request: HonoRequest, _reply: HonoReply, next: NextFunction): void {
  const { path } = request.context.req;
  try {
    if (path.includes('%')) decodeURIComponent(path);
  } catch (error) {
    next(new BadRequestException(`Failed to decode the path '${path}'`, { cause: error }));
    return;
  }
  next();
}
